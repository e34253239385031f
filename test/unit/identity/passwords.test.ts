import { expect, test } from 'vitest'
import { argon2Passwords, demandStrong } from '../../../server/identity/passwords.ts'

test('a password is right however its letters are composed or typed full-width, and no other is', async () => {
  const passwords = argon2Passwords()
  const stored = await passwords.hash('Café 一扇窗走到底 123')
  expect(await passwords.verify(stored, 'Cafe\u0301 一扇窗走到底 １２３')).toBe(true)
  expect(await passwords.verify(stored, 'café 一扇窗走到底 123')).toBe(false)
  expect(await passwords.verify(undefined, 'Café 一扇窗走到底 123')).toBe(false)
  expect(passwords.outdated(stored)).toBe(false)
})

test('a flood of passwords to check is refused beyond what may wait, and the rest are answered', async () => {
  let finish: (right: boolean) => void = () => {}
  const answer = new Promise<boolean>((resolve) => {
    finish = resolve
  })
  const passwords = argon2Passwords({ compare: () => answer })
  const asked = Array.from({ length: 50 }, () => passwords.verify('stored', 'password'))
  finish(true)
  const results = await Promise.allSettled(asked)
  expect(results.slice(0, 42)).toEqual(Array(42).fill({ status: 'fulfilled', value: true }))
  for (const result of results.slice(42))
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'temporarily-unavailable' } })
  expect(await passwords.verify('stored', 'password')).toBe(true)
})

test('twelve characters are enough, whatever script; the login again is not', () => {
  expect(() => demandStrong('一二三四五六七八九十一二', 'chen')).not.toThrow()
  expect(() => demandStrong('𠮷'.repeat(11), 'chen')).toThrow('password-too-weak')
  expect(() => demandStrong('Chen.Mei-Ling', 'ｃｈｅｎ.mei-ling')).toThrow('password-too-weak')
})
