import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { type MailReader, type ReadMail, UnreadableMail } from '../read-mail.ts'
import type { Told } from './reader-serve.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const PROGRAM = join(import.meta.dirname, 'reader-process.ts')
const IDLE_MS = 60_000
const START_MS = 30_000
const LONGEST_SAID = 4000

type Options = {
  /** How long one mail may take. */
  timeMs: number
  /** How much memory the process that reads it may hold, all in all. */
  memoryMb: number
  /** How many mails are read at once. */
  readers: number
  log: Pick<FastifyBaseLogger, 'warn'>
  /** How long a reader without work is kept; a minute. */
  idleMs?: number
  /** The program that reads: tests have one that misbehaves. */
  program?: string
}

type Task = { bytes: Uint8Array; resolve: (mail: ReadMail) => void; reject: (error: Error) => void }

type Reader = {
  child: ChildProcess
  isReady: boolean
  task: Task | undefined
  /** Until it is ready, until its mail is read, or until it has idled long enough. */
  timer: NodeJS.Timeout | undefined
  reason: UnreadableMail['reason'] | undefined
  said: string
}

/**
 * Reads mails in processes of their own, which may neither write files nor start programs, know no secrets, and end
 * with us however we end. They start with the first mail and end when none comes. One that takes too long or too
 * much ends alone: its mail is refused, those that wait are read by the next.
 */
export function mailReader(options: Options): MailReader {
  const waiting: Task[] = []
  const readers = new Set<Reader>()
  let isClosed = false

  const hurry = () => {
    for (const reader of readers)
      if (reader.isReady && !reader.task) {
        const task = waiting.shift()
        if (!task) break
        give(reader, task, options.timeMs)
      }
    let starting = [...readers].filter(({ isReady }) => !isReady).length
    while (!isClosed && starting < waiting.length && readers.size < options.readers) {
      start()
      starting++
    }
  }

  const start = () => {
    const reader = startReader(options.program ?? PROGRAM, options.memoryMb)
    readers.add(reader)
    reader.child.on('message', (told: Told) => {
      clearTimeout(reader.timer)
      if ('ready' in told) reader.isReady = true
      else settle(reader, told)
      rest(reader, options.idleMs ?? IDLE_MS)
      hurry()
    })
    const ended = (code: number | null, signal: string | null) => {
      if (!readers.delete(reader)) return
      clearTimeout(reader.timer)
      const task = reader.task ?? (reader.isReady ? undefined : waiting.shift())
      const reason = reader.reason ?? reasonOf(reader, signal)
      if (task && !isClosed) {
        options.log.warn({ reason, code, signal, said: reader.said }, 'a reader of mails ended')
        task.reject(reader.isReady ? new UnreadableMail(reason) : new Error('no reader of mails could start'))
      } else task?.reject(new Error('the reader of mails is closed'))
      hurry()
    }
    reader.child.once('exit', ended)
    reader.child.once('error', () => ended(null, null))
  }

  return {
    read(bytes) {
      return new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('the reader of mails is closed'))
        waiting.push({ bytes, resolve, reject })
        hurry()
      })
    },
    async close() {
      isClosed = true
      for (const task of waiting.splice(0)) task.reject(new Error('the reader of mails is closed'))
      await Promise.all(
        [...readers].map(
          ({ child }) =>
            new Promise<void>((resolve) => {
              child.ref()
              child.once('exit', () => resolve())
              child.kill('SIGKILL')
            }),
        ),
      )
    },
  }
}

function startReader(program: string, memoryMb: number): Reader {
  const child = fork(program, [String(process.pid), String(memoryMb)], {
    serialization: 'advanced',
    // What reads strangers' mails needs nothing but to read our source: it shall not find out what else there is.
    env: {},
    execArgv: [
      '--permission',
      ...readable(program).map((path) => `--allow-fs-read=${path}`),
      '--allow-worker',
      '--expose-gc',
      '--no-warnings',
      `--max-old-space-size=${memoryMb}`,
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const reader: Reader = {
    child,
    isReady: false,
    task: undefined,
    timer: setTimeout(() => child.kill('SIGKILL'), START_MS),
    reason: undefined,
    said: '',
  }
  child.stderr?.on('data', (bytes: Buffer) => {
    reader.said = (reader.said + bytes.toString()).slice(-LONGEST_SAID)
  })
  ;(child.stderr as Socket | null)?.unref()
  return reader
}

/** Our source and what it is made of; neither data nor keys. */
const readable = (program: string) => [
  join(ROOT, 'server', '*'),
  join(ROOT, 'node_modules', '*'),
  join(ROOT, 'package.json'),
  join(dirname(program), '*'),
]

function give(reader: Reader, task: Task, timeMs: number) {
  clearTimeout(reader.timer)
  reader.task = task
  reader.child.ref()
  reader.child.channel?.ref()
  reader.timer = setTimeout(() => {
    reader.reason = 'time'
    reader.child.kill('SIGKILL')
  }, timeMs)
  reader.child.send(task.bytes, () => {})
}

function settle(reader: Reader, told: Exclude<Told, { ready: true }>) {
  const { task } = reader
  reader.task = undefined
  if ('mail' in told) task?.resolve(told.mail)
  else task?.reject(new Error(`a mail could not be read: ${told.failed}`))
}

/** A reader without work keeps nobody from ending, and ends by itself in the end. */
function rest(reader: Reader, idleMs: number) {
  reader.child.unref()
  reader.child.channel?.unref()
  reader.timer = setTimeout(() => reader.child.kill('SIGKILL'), idleMs).unref()
}

function reasonOf({ said }: Reader, signal: string | null): UnreadableMail['reason'] {
  // Its own watch, or the system's, ends it when it holds too much; V8 ends itself.
  return signal === 'SIGKILL' || signal === 'SIGABRT' || said.includes('out of memory') ? 'memory' : 'crash'
}
