type Json = Record<string, unknown>
export type Document = Json & { key: string; rev: number }
export type Index = { documents: Map<string, Document>; settings: Json }
type Task = { uid: number; indexUid: string | null; type: string; status: string; error: Json | null }
/** What is wrong with a task that is to fail. */
export type Failing = (task: Task) => Json | undefined

const MAKING = ['indexCreation', 'documentAdditionOrUpdate', 'settingsUpdate']
const UNTOLD = {
  details: {},
  duration: null,
  startedAt: null,
  finishedAt: null,
  canceledBy: null,
  batchUid: null,
}

export const errorOf = (code: string, type = 'invalid_request') => ({
  message: `no: ${code}`,
  code,
  type,
  link: '',
})

/** Tasks as Meilisearch does them: one after the other, and one that fails changes nothing. */
export function tasksOn(
  indexes: Map<string, Index>,
  { looks, failing }: { looks: number; failing: Failing },
) {
  const tasks: (Task & { run(): void; looked: number })[] = []

  function finish(task: (typeof tasks)[number]) {
    const { indexUid, type } = task
    try {
      const error = failing(task)
      if (error) throw error
      // Whatever is added to is made, without settings.
      if (indexUid !== null && MAKING.includes(type) && !indexes.has(indexUid))
        indexes.set(indexUid, { documents: new Map(), settings: {} })
      if (indexUid !== null && !indexes.has(indexUid)) throw errorOf('index_not_found')
      task.run()
      task.status = 'succeeded'
    } catch (error) {
      Object.assign(task, { status: 'failed', error })
    }
  }

  return {
    enqueue(type: string, indexUid: string | null, run: () => void) {
      const uid = tasks.length
      tasks.push({ uid, indexUid, type, status: 'enqueued', error: null, run, looked: 0 })
      return { taskUid: uid, indexUid, status: 'enqueued', type, enqueuedAt: '2026-07-23T00:00:00Z' }
    },
    /** Done when it was looked at so often, after all that came before it. */
    look(uid: number) {
      const task = tasks[uid]!
      task.looked += 1
      if (task.looked >= looks)
        for (const one of tasks.slice(0, uid + 1)) if (one.status === 'enqueued') finish(one)
      const { status, type, error, indexUid } = task
      return { uid, indexUid, status, type, error, enqueuedAt: '2026-07-23T00:00:00Z', ...UNTOLD }
    },
  }
}
