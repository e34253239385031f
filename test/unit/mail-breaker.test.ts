import { expect, test } from 'vitest'
import { breaker } from '../../server/platform/mail/breaker.ts'

const away = new Error('connection timed out')
const refused = new Error('550 no such user')

function guarded() {
  let now = 0
  let tried = 0
  const run = breaker({ isAway: (error) => error === away, now: () => now })
  return {
    pass: (ms: number) => {
      now += ms
    },
    tried: () => tried,
    attempt: (outcome: Promise<unknown>) =>
      run(() => {
        tried += 1
        return outcome
      }).then(
        () => 'sent',
        (error: Error) => error.message,
      ),
  }
}

test('a server that is there is always asked, also after it refused something', async () => {
  const { attempt, tried } = guarded()
  expect(await attempt(Promise.reject(refused))).toBe(refused.message)
  expect(await attempt(Promise.resolve())).toBe('sent')
  expect(tried()).toBe(2)
})

test('a server found away is left alone for a while, then asked again', async () => {
  const { attempt, tried, pass } = guarded()
  await attempt(Promise.reject(away))
  expect(await attempt(Promise.resolve())).toBe(away.message)
  expect(tried()).toBe(1)
  pass(5000)
  expect(await attempt(Promise.resolve())).toBe('sent')
  expect(await attempt(Promise.resolve())).toBe('sent')
  expect(tried()).toBe(3)
})

test('while one letter finds out whether it is back, the others do not wait for it', async () => {
  const { attempt, tried, pass } = guarded()
  await attempt(Promise.reject(away))
  pass(5000)
  const probe = Promise.withResolvers<void>()
  const first = attempt(probe.promise)
  expect(await attempt(Promise.resolve())).toBe(away.message)
  expect(tried()).toBe(2)
  probe.resolve()
  expect(await first).toBe('sent')
  expect(await attempt(Promise.resolve())).toBe('sent')
})
