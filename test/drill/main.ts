import { openChaosGround } from './chaos-ground.ts'
import { type Ran, runAt } from './run.ts'
import { everyCase } from './table.ts'

const say = (line: string) => console.error(line)
const HEADS = [
  'the call is',
  'with',
  'calls',
  'lost',
  'next call answered after',
  'by',
  'it ended as',
  'all well after',
  'not as it should be',
]

/** Every case, or those whose step or part has one of these words in its name. */
async function main(words: readonly string[]) {
  const cases = everyCase
    .map(({ step, part }) => ({ step, part: part() }))
    .filter(({ step, part }) => words.every((word) => `${step.name} ${part.name}`.includes(word)))
  const ground = await openChaosGround(say)
  const rows: string[][] = []
  let isWell = cases.length > 0
  try {
    for (const { step, part } of cases) {
      say(`— ${step.name}, ${part.name}`)
      const ran = await runAt(ground, step, part).catch((error: Error) => error)
      if (ran instanceof Error) {
        say(ran.stack ?? ran.message)
        rows.push([step.name, part.name, '', '', '', '', '', '', ran.message.split('\n')[0] ?? ''])
        isWell = false
      } else {
        for (const wrong of ran.violations) say(`  ${wrong}`)
        rows.push(rowOf(ran))
        isWell &&= ran.lost.length === 0 && ran.violations.length === 0
      }
    }
  } finally {
    await ground.close()
  }
  print(rows)
  console.log('A carrier waits up to 4 s for an exchange that says nothing before it takes its next route.')
  console.log(isWell ? 'Nothing was lost.' : 'NOT as it should be.')
  process.exitCode = isWell ? 0 : 1
}

const rowOf = (ran: Ran) => [
  ran.step,
  ran.part,
  String(ran.calls),
  ran.lost.length === 0 ? '0' : `${ran.lost.length}: ${ran.lost.join(', ')}`,
  seconds(ran.switchMs),
  ran.by,
  ran.outcome,
  seconds(ran.wellMs),
  ran.violations.join('; '),
]

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function print(rows: string[][]) {
  const widths = HEADS.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')
  console.log(line(HEADS))
  console.log(widths.map((width) => '─'.repeat(width)).join('  '))
  for (const row of rows) console.log(line(row))
}

await main(process.argv.slice(2))
process.exit()
