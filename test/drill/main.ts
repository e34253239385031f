import { answerOf } from '../support/asterisk/wait.ts'
import { type Drilled, drills } from './drills.ts'
import { casesMissing, liveCalls } from './found.ts'
import { type DrillGround, openGround } from './ground.ts'

const say = (line: string) => console.error(line)
const HEADS = [
  'what was taken away',
  'calls',
  'cases lost',
  'found after',
  'next call answered after',
  'notes',
]

async function main() {
  const ground = await openGround(say)
  const rows: string[][] = []
  let isWell = true
  try {
    for (const { name, run } of drills) {
      say(`— ${name}`)
      const drilled = await run(ground).catch((error: Error) => error)
      if (drilled instanceof Error) {
        isWell = false
        say(drilled.stack ?? drilled.message)
        rows.push([name, '', '', '', '', drilled.message.split('\n')[0] ?? ''])
        break
      }
      const missing = await missingIn(ground, drilled)
      isWell &&= missing.length === 0
      rows.push([
        name,
        String(drilled.from.length),
        missing.length === 0 ? '0' : `${missing.length}: ${missing.join(', ')}`,
        seconds(drilled.foundMs),
        seconds(drilled.nextMs),
        drilled.notes,
      ])
    }
    const left = await liveCalls(ground)
    isWell &&= left === 0
    rows.push(['afterwards', '', '', '', '', `${left} calls that nobody ended`])
  } finally {
    await ground.close()
  }
  print(rows)
  console.log('A carrier waits up to 4 s for an exchange that says nothing before it takes its next route.')
  console.log(isWell ? 'Nothing was lost.' : 'NOT as it should be.')
  process.exitCode = isWell ? 0 : 1
}

/** The numbers whose call has no case, once everything has had its time. */
async function missingIn(ground: DrillGround, { from }: Drilled) {
  let missing: string[] = from
  await answerOf(
    async () => {
      missing = await casesMissing(ground, from)
      return missing.length === 0 ? true : undefined
    },
    45_000,
    'cases are missing',
  ).catch(() => {})
  return missing
}

const seconds = (ms: number | null) => (ms === null ? '–' : `${(ms / 1000).toFixed(2)} s`)

function print(rows: string[][]) {
  const widths = HEADS.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')
  console.log(line(HEADS))
  console.log(widths.map((width) => '─'.repeat(width)).join('  '))
  for (const row of rows) console.log(line(row))
}

await main()
process.exit()
