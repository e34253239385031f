import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Envelope, EventName } from '../port.ts'
import { appenderTo } from './appender.ts'
import { lockSpool } from './lock.ts'
import { eventsOf, mend, remove, type Segment, segmentAt, segmentsIn } from './segments.ts'
import { readIfThere, syncDirectory, writeWhole } from './small-file.ts'

/** What is written but not yet safe becomes so within this time; at once where a call begins or ends. */
const SAFE_WITHIN_MS = 20
const AT_ONCE: ReadonlySet<EventName> = new Set([
  'call.offered',
  'call.ready',
  'call.ended',
  'recording.ready',
  'fax.received',
])
const SEGMENT_BYTES = 1024 * 1024
/** Of the newest events so many stay, acknowledged or not. */
const KEPT_EVENTS = 1000
const AGAIN_MS = 1000

type Unnumbered<T> = T extends unknown ? Omit<T, 'seq'> : never
/** An event that has no number yet. */
export type Unspooled = Unnumbered<Envelope>

/**
 * The journal of what happened: on disk, numbered without a gap, read from any number on. Whoever reads it commits
 * nothing before it is safe there; only when the disk itself fails do events in memory count as safe, for calls have to
 * go on.
 */
export type Spool = {
  /** Made with the directory: another one counts anew. */
  id(): string
  /** Number of the newest event. */
  lastSeq(): number
  append(event: Unspooled): Envelope
  /** Up to so many of the events after this one, in order and without a gap between them: safe, or being made so. */
  read(afterSeq: number, most: number): Promise<Envelope[]>
  /** Resolves when everything up to this number is safe. */
  safe(seq: number): Promise<void>
  /** Told whenever there is more to read. @returns how to stop */
  onMore(listener: () => void): () => void
  /** Every event that is still kept, the oldest first. */
  everything(): Promise<Envelope[]>
  /** The server has it, and everything before: files that hold nothing else may go, unless we need them ourselves. */
  acknowledge(seq: number, neededFrom?: number): void
  /**
   * Takes another id, for whoever counts on numbers that this disk has lost: those that are ours no more, or those
   * before `from`, with which the journal then begins.
   */
  renew(from?: number): Promise<void>
  /** `fault`: why the disk takes nothing, where it does not. */
  figures(): { lastSeq: number; acknowledgedSeq: number; unacknowledged: number; fault: string | null }
  close(): Promise<void>
}

export type SpoolLog = { warn(fields: object, text: string): void; error(fields: object, text: string): void }

/**
 * Opens the journal in this directory, or begins one.
 * @throws SpoolInUse when another process writes there
 */
export async function openSpool({
  dir,
  log,
  segmentBytes = SEGMENT_BYTES,
}: {
  dir: string
  log: SpoolLog
  segmentBytes?: number
}): Promise<Spool> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const unlock = lockSpool(dir)
  let id = await keptId(dir)
  const segments = await segmentsIn(dir)
  if (segments.length === 0) segments.push(segmentAt(dir, 1))
  const current = segments.at(-1) as Segment
  const appender = appenderTo(current.path, 0)
  appender.close()
  const found = await mend(current)
  if (found.wholeBehind > 0)
    log.error(
      { path: current.path, lost: found.wholeBehind },
      'the journal was damaged on the disk; a copy is kept',
    )
  const file = appenderTo(current.path, found.bytes)
  await syncDirectory(dir)

  let tail: Envelope[] = found.events
  let last = found.lastSeq
  let readable = last
  let safe = last
  let waiting: { seq: number; resolve: () => void }[] = []
  let acknowledged = 0
  let beginsWith = 1
  let fault: string | null = null
  let syncing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const listeners = new Set<() => void>()

  function plan(ms: number) {
    if (closed) return
    if (ms === 0) {
      clearTimeout(timer)
      timer = undefined
      syncing ??= makeSafe()
    } else timer ??= setTimeout(() => plan(0), ms)
  }

  async function makeSafe() {
    // What comes in the same turn goes along.
    await null
    do {
      const upTo = last
      readable = Math.max(readable, upTo)
      for (const listener of listeners) listener()
      try {
        await file.sync()
        fault = null
        rotate()
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message
        if (fault === null)
          log.error({ reason }, 'the journal cannot be written; events are told from memory')
        fault = reason
        if (!closed) setTimeout(() => plan(0), AGAIN_MS).unref()
      }
      safe = Math.max(safe, upTo)
      trim()
      for (const { seq, resolve } of waiting) if (seq <= safe) resolve()
      waiting = waiting.filter(({ seq }) => seq > safe)
    } while (fault === null && safe < last)
    syncing = undefined
  }

  function rotate() {
    if (file.size() < segmentBytes) return
    const next = segmentAt(dir, last + 1)
    if (file.switchTo(next.path)) segments.push(next)
    syncDirectory(dir).catch((err) => log.warn({ err }, 'a new file of the journal is not yet safe'))
  }

  function trim() {
    const spare = tail.length - KEPT_EVENTS
    if (spare > KEPT_EVENTS && fault === null) tail = tail.slice(spare)
  }

  return {
    id: () => id,
    lastSeq: () => last,
    append(event) {
      const envelope = { ...event, seq: last + 1 } as Envelope
      last = envelope.seq
      tail.push(envelope)
      file.append(envelope)
      plan(AT_ONCE.has(envelope.type) ? 0 : SAFE_WITHIN_MS)
      return envelope
    },
    async read(afterSeq, most) {
      const after = Math.max(afterSeq, beginsWith - 1)
      const inMemory = tail[0] !== undefined && tail[0].seq <= after + 1
      const from = inMemory ? tail : await onDisk(segments, after, log)
      const found = (from.length > 0 ? from : tail).filter(({ seq }) => seq > after && seq <= readable)
      return withoutGap(found).slice(0, most)
    },
    safe: (seq) =>
      seq <= safe ? Promise.resolve() : new Promise((resolve) => waiting.push({ seq, resolve })),
    onMore(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async everything() {
      const files = await Promise.all(segments.map((segment) => eventsOf(segment)))
      return files.flatMap(({ events }) => events)
    },
    acknowledge(seq, neededFrom = last) {
      acknowledged = Math.max(acknowledged, Math.min(seq, last))
      const spareUpTo = Math.min(acknowledged, last - KEPT_EVENTS, neededFrom - 1)
      while (segments[1] && segments[1].first - 1 <= spareUpTo) void remove(segments.shift() as Segment)
    },
    async renew(from = 1) {
      log.error(
        { id, from },
        'events are missing between what the server knows and this journal; it takes another name',
      )
      beginsWith = from
      acknowledged = 0
      id = await newId(dir)
    },
    figures: () => ({
      lastSeq: last,
      acknowledgedSeq: acknowledged,
      unacknowledged: last - acknowledged,
      fault,
    }),
    async close() {
      if (closed) return
      closed = true
      clearTimeout(timer)
      await (syncing ?? makeSafe())
      listeners.clear()
      file.close()
      unlock()
    },
  }
}

/** The events of the file that holds the one after this; where it is there no more, of the oldest that is. */
async function onDisk(segments: readonly Segment[], afterSeq: number, log: SpoolLog): Promise<Envelope[]> {
  let at = Math.max(
    0,
    segments.findLastIndex(({ first }) => first <= afterSeq + 1),
  )
  for (; at < segments.length; at++) {
    // Acknowledged and removed in this moment: then it holds nothing for us.
    const { events, isWhole } = await eventsOf(segments[at] as Segment)
    if (!isWhole) log.error({ path: segments[at]?.path }, 'events of the journal were damaged on the disk')
    if ((events.at(-1)?.seq ?? 0) > afterSeq) return events
  }
  return []
}

function withoutGap(events: Envelope[]) {
  const gap = events.findIndex(({ seq }, i) => i > 0 && seq !== (events[i - 1]?.seq ?? 0) + 1)
  return gap < 0 ? events : events.slice(0, gap)
}

const idFile = (dir: string) => join(dir, 'spool.id')

const keptId = async (dir: string) =>
  (await readIfThere(idFile(dir)))?.toString().trim() || (await newId(dir))

async function newId(dir: string) {
  const id = randomUUID()
  await writeWhole(idFile(dir), `${id}\n`)
  return id
}
