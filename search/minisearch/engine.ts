import { isolate } from '../isolate.ts'
import { EngineAway, type OnRefused, type Searchable, type SearchEngine } from '../port.ts'
import { apply, type Changes, inTurn, isOvertaken, noteForgotten, noteKept } from './changes.ts'
import { type Host, startHost } from './host.ts'

type Options = {
  /** Where the index is written down, so that it is there two seconds after the next start. */
  file: string
  log: { warn(what: object, message: string): void }
  /** How much memory each thread may take: about 300 MB at 23,000 documents, and twice that while one is rebuilt. */
  memoryMb?: number
  /** Changes are written down when the first is so old; until then they are in memory, and where they came from. */
  writeAfterMs?: number
  /** What the threads run: tests have one that dies. */
  program?: URL
}

const PROGRAM = new URL('./worker.ts', import.meta.url)
const WRITE_AFTER_MS = 10 * 60_000
const MEMORY_MB = 2048
const RESTART_MS = 1000
const MOST_RESTART_MS = 5 * 60_000

/**
 * Finds in memory, in a thread of its own. While the index is read, and until it was first rebuilt, it is away: another
 * engine answers in a few milliseconds, where waiting for it would take two seconds. What takes long is done beside, in
 * a second thread: a rebuild, which then takes the place of the first, and writing changes down. What was kept since the
 * file was written, at most ten minutes, is not there after the next start: whoever feeds it compares `revisions` then.
 * A thread that dies is started again and told what it has missed.
 */
export function minisearchEngine(options: Options): SearchEngine {
  const { file, log, memoryMb = MEMORY_MB, writeAfterMs = WRITE_AFTER_MS, program = PROGRAM } = options
  const hosts = new Set<Host>()
  /** Each hears what is kept and forgotten: what the file does not have, and what a rebuild may have read before. */
  const listeners = new Set<Changes>()
  const turn = inTurn()
  const beside = inTurn()
  let unwritten: Changes = new Map()
  listeners.add(unwritten)
  let live: Host | undefined
  let isWhole = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let restartMs = RESTART_MS

  function startOne(): Host {
    const host = startHost({
      program,
      memoryMb,
      onGone: (why) => {
        hosts.delete(host)
        if (live !== host) return
        live = undefined
        isWhole = false
        log.warn({ why }, 'search: The index in memory is gone. It is read again.')
        setTimeout(begin, restartMs).unref()
        restartMs = Math.min(2 * restartMs, MOST_RESTART_MS)
      },
    })
    hosts.add(host)
    return host
  }

  const endOne = async (host: Host | undefined) => {
    if (!host) return
    hosts.delete(host)
    await host.end()
  }

  function begin() {
    if (isClosed || live) return
    const host = startOne()
    live = host
    turn(async () => {
      const isThere = await host.ask('load', { file })
      await apply(host, unwritten)
      isWhole = isThere && live === host
      restartMs = RESTART_MS
    }).catch((error: Error) => log.warn({ error: error.message }, 'search: The index could not be read.'))
  }

  const thread = () => {
    if (!live) throw new EngineAway('The index is not there.')
    return live
  }

  function writeLater() {
    timer ??= setTimeout(() => {
      timer = undefined
      write().catch((error: Error) =>
        log.warn({ error: error.message }, 'search: The index could not be written.'),
      )
    }, writeAfterMs).unref()
  }

  const write = () =>
    beside(async () => {
      if (isClosed || !isWhole || unwritten.size === 0) return
      const host = startOne()
      try {
        const taken: Changes = new Map(unwritten)
        if (await host.ask('load', { file })) {
          await apply(host, taken)
          await host.ask('save', { file })
        } else await thread().ask('save', { file })
        for (const [key, said] of taken) if (unwritten.get(key) === said) unwritten.delete(key)
      } finally {
        await endOne(host)
        if (unwritten.size > 0 && !isClosed) writeLater()
      }
    })

  async function rebuildBeside(documents: AsyncIterable<readonly Searchable[]>, onRefused?: OnRefused) {
    const missed: Changes = new Map()
    // What is being read is there by then. Where nothing was, the thread that waits for it takes what is given: a second
    // one would only take memory.
    await turn(async () => {})
    const host = live && !isWhole ? live : startOne()
    listeners.add(missed)
    const keep = async (some: readonly Searchable[]) => void (await host.ask('keep', { documents: some }))
    const take = (some: readonly Searchable[]) => (onRefused ? isolate(some, keep, onRefused) : keep(some))
    try {
      // The next are read while the last are taken in.
      let taking: Promise<unknown> = Promise.resolve()
      for await (const some of documents) {
        await taking
        taking = take(some.filter((one) => !isOvertaken(missed, one)))
        taking.catch(() => {})
      }
      await taking
      await turn(async () => {
        await apply(host, missed)
        missed.clear()
      })
      await host.ask('save', { file })
      await turn(async () => {
        await apply(host, missed)
        const old = live
        live = host
        isWhole = true
        listeners.delete(unwritten)
        unwritten = missed
        if (old !== host) await endOne(old)
      })
      if (unwritten.size > 0) writeLater()
    } catch (error) {
      listeners.delete(missed)
      if (live !== host) await endOne(host)
      throw error
    }
  }

  begin()
  return {
    name: 'minisearch',
    async find(question) {
      if (!isWhole) throw new EngineAway('The index is being read, or was never built.')
      return thread().ask('find', { question })
    },
    keep: (documents) =>
      turn(async () => {
        for (const changes of listeners) noteKept(changes, documents)
        writeLater()
        await thread().ask('keep', { documents })
      }),
    forget: (keys) =>
      turn(async () => {
        for (const changes of listeners) noteForgotten(changes, keys)
        writeLater()
        await thread().ask('forget', { keys })
      }),
    rebuild: (documents, onRefused) => beside(() => rebuildBeside(documents, onRefused)),
    revisions: (afterKey, most) => turn(async () => thread().ask('revisions', { afterKey, most })),
    async close() {
      isClosed = true
      isWhole = false
      live = undefined
      clearTimeout(timer)
      await Promise.all([...hosts].map(endOne))
    },
  }
}
