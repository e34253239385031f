import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const PASSED_ON = ['SIGTERM', 'SIGHUP', 'SIGINT']

/**
 * Runs a command with our terminal and passes signals on. Ctrl-C reaches both of us by itself, so that one is passed
 * on only without a terminal. Resolves with the exit code, 128 + n after signal n.
 */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  const pass = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of PASSED_ON) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const passed of PASSED_ON) process.off(passed, pass)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}
