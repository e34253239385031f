import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether a request carries the shared key; takes the same time whatever it carries. */
export function keyChecker(key: string): (authorization: string | undefined) => boolean {
  const expected = digest(`Bearer ${key}`)
  return (authorization) => timingSafeEqual(digest(authorization ?? ''), expected)
}

const digest = (text: string) => createHash('sha256').update(text).digest()
