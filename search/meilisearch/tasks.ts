import { setTimeout as pause } from 'node:timers/promises'
import type { EnqueuedTask, Meilisearch } from 'meilisearch'
import { EngineAway } from '../port.ts'
import { answered, TaskFailed } from './away.ts'

const FIRST_LOOK_MS = 20
const LONGEST_PAUSE_MS = 500

/**
 * Sends, and resolves when the engine has done it. A failed task changes nothing.
 * @throws TaskFailed if what was sent is at fault
 * @throws EngineAway if it is not, or nobody knows within the time: it may still be done then, before what is sent later
 */
export async function done(
  client: Meilisearch,
  sent: Promise<EnqueuedTask>,
  withinMs: number,
): Promise<void> {
  const { taskUid } = await answered(sent)
  const until = performance.now() + withinMs
  for (let ms = FIRST_LOOK_MS; ; ms = Math.min(ms * 2, LONGEST_PAUSE_MS)) {
    const { status, type, error } = await answered(client.tasks.getTask(taskUid))
    if (status === 'succeeded') return
    if (status === 'failed' && error !== null && error.type !== 'system')
      throw new TaskFailed(taskUid, type, error)
    if (status === 'failed' || status === 'canceled')
      throw new EngineAway(`Meilisearch did not do ${type} (task ${taskUid}): ${error?.message ?? status}`)
    if (performance.now() > until)
      throw new EngineAway(`Meilisearch has not done ${type} (task ${taskUid}) in time`)
    await pause(ms)
  }
}
