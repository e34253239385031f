import { randomBytes } from 'node:crypto'
import { argon2id, hash, needsRehash, verify } from 'argon2'
import { Refusal } from '../platform/refusal.ts'

const SHORTEST = 12

/** OWASP's smallest argon2id: 19 MiB, two rounds, one lane. About 45 ms of one core here. */
const OWASP: Strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** The machine has other work: two at once, a few dozen may wait (about a second), the rest are told to come back. */
const AT_ONCE = 2
const MAY_WAIT = 40

/** `memoryCost` in KiB. */
export type Strength = { memoryCost: number; timeCost: number; parallelism: number }

export type Passwords = {
  /** @throws Refusal 'unavailable' `temporarily-unavailable` when too many are being checked already */
  hash(password: string): Promise<string>
  /**
   * Takes the same work for an account without a password (undefined) as for one with a password.
   * @throws Refusal 'unavailable' `temporarily-unavailable` when too many are being checked already
   */
  verify(stored: string | undefined, password: string): Promise<boolean>
  /** The stored hash was made with another strength than today's. */
  outdated(stored: string): boolean
}

/** Hashes of passwords, argon2id. The same letters typed full-width or composed otherwise are the same password. */
export function argon2Passwords({
  strength = OWASP,
  compare = verify,
}: {
  strength?: Strength
  compare?: typeof verify
} = {}): Passwords {
  const inTurn = turns(AT_ONCE, MAY_WAIT)
  const nobodys = hashOfNothing(strength)
  return {
    hash: (password) => inTurn(() => hash(canonical(password), { type: argon2id, ...strength })),
    async verify(stored, password) {
      const right = await inTurn(() => compare(stored ?? nobodys, canonical(password)))
      return right && stored !== undefined
    },
    outdated: (stored) => needsRehash(stored, strength),
  }
}

/** @throws Refusal 'invalid' `password-too-weak`: fewer than 12 characters, or the login again */
export function demandStrong(password: string, login: string) {
  const written = canonical(password)
  if ([...written].length < SHORTEST || written.toLowerCase() === canonical(login).toLowerCase())
    throw new Refusal('invalid', 'password-too-weak', { minLength: SHORTEST })
}

const canonical = (text: string) => text.normalize('NFKC')

/** Looks like a hash of this strength and takes the same work, but no password leads to it. */
function hashOfNothing({ memoryCost, timeCost, parallelism }: Strength) {
  const random = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${random(16)}$${random(32)}`
}

/** Runs at most `atOnce` works at a time; `mayWait` more wait their turn. */
function turns(atOnce: number, mayWait: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running += 1
    else {
      if (waiting.length >= mayWait) throw new Refusal('unavailable', 'temporarily-unavailable')
      await new Promise<void>((resume) => waiting.push(resume))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
