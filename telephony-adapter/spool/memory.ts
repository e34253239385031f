import { renameSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan } from '../plan.ts'
import type { Result } from '../port.ts'
import { appenderTo } from './appender.ts'
import { lineOf, wholeLines } from './lines.ts'
import { readIfThere, writeWhole } from './small-file.ts'

/** A command asked for again after more of others is not recognised any more; the server gives up within a minute. */
const KEPT_ANSWERS = 5000

type Answer = { commandId: string; result: Result }

/** What the adapter knows after a restart while the server is away: the last plan, and which commands it has answered. */
export type Memory = {
  plan(): Plan | undefined
  keepPlan(plan: Plan): Promise<void>
  answer(commandId: string): Result | undefined
  keepAnswer(commandId: string, result: Result): void
  close(): void
}

/** The directory belongs to this process alone: see `openSpool`. */
export async function openMemory(dir: string): Promise<Memory> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const planFile = join(dir, 'plan.json')
  const answerFile = join(dir, 'answers.ndjson')
  let plan = planIn(await readIfThere(planFile))
  let keeping: Promise<void> = Promise.resolve()
  const kept = wholeLines<Answer>((await readIfThere(answerFile)) ?? Buffer.alloc(0)).slice(-KEPT_ANSWERS)
  const answers = new Map(kept.map(({ commandId, result }) => [commandId, result]))
  let written = 0
  let file = begin()

  /** Begins the file of answers anew, with those that are still remembered. */
  function begin() {
    const lines = [...answers].map(([commandId, result]) => lineOf({ commandId, result })).join('')
    writeFileSync(`${answerFile}.new`, lines, { mode: 0o600 })
    renameSync(`${answerFile}.new`, answerFile)
    written = answers.size
    return appenderTo(answerFile, Buffer.byteLength(lines))
  }

  function forgetOldest() {
    for (const oldest of answers.keys()) {
      if (answers.size <= KEPT_ANSWERS) return
      answers.delete(oldest)
    }
  }

  return {
    plan: () => plan,
    keepPlan(next) {
      plan = next
      keeping = keeping.catch(() => {}).then(() => writeWhole(planFile, JSON.stringify(next)))
      return keeping
    },
    answer: (commandId) => answers.get(commandId),
    keepAnswer(commandId, result) {
      answers.set(commandId, result)
      forgetOldest()
      file.append({ commandId, result })
      written++
      if (written < 4 * KEPT_ANSWERS) return
      file.close()
      file = begin()
    },
    close: () => file.close(),
  }
}

/** A plan that cannot be read is one that the server has to send again. */
function planIn(bytes: Buffer | undefined): Plan | undefined {
  try {
    return bytes && (JSON.parse(bytes.toString('utf8')) as Plan)
  } catch {
    return undefined
  }
}
