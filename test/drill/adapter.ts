import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { answerOf } from '../support/asterisk/wait.ts'

const START_MS = 30_000

/** The adapter in a process of its own, which is only ever killed; `start` again is the same one, in the same directory. */
export function adapterProcess(environment: Record<string, string>) {
  let child: ChildProcess | undefined
  let output = ''
  return {
    async start() {
      const started = spawn(process.execPath, [join(import.meta.dirname, 'adapter-process.ts')], {
        env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', (bytes: Buffer) => {
          output = (output + bytes.toString()).slice(-4000)
        })
      await answerOf(
        async () => {
          if (started.exitCode !== null) throw new Error(`the adapter ended:\n${output}`)
          const answer = await fetch(`http://127.0.0.1:${environment['PORT']}/health/live`).catch(
            () => undefined,
          )
          return answer?.ok ? true : undefined
        },
        START_MS,
        'the adapter does not start',
      )
    },
    pid: () => child?.pid ?? 0,
    async kill() {
      const ending = child
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
      ending.kill('SIGKILL')
      await ended
    },
  }
}
