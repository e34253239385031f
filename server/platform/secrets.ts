import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

/** What SECRET_KEY is for; each purpose has a key of its own (HKDF-SHA-256, RFC 5869). */
type Purpose = 'case-code' | 'survey-token' | 'reply-address' | 'file-link' | 'knowledge-visitor'

export type Secrets = {
  /** A keyed digest (HMAC-SHA-256) of `text`, base64url, unguessable without SECRET_KEY. */
  sign(purpose: Purpose, text: string): string
  /** Compares in constant time. */
  isSigned(purpose: Purpose, text: string, signature: string): boolean
  /** Encrypts a small secret such as a file's key (AES-256-GCM). */
  wrap(secret: Uint8Array): Buffer
  /** @throws Error when it was not wrapped with this SECRET_KEY or was changed */
  unwrap(wrapped: Uint8Array): Buffer
}

/** @param secretKey at least 32 characters, from the environment or the data directory */
export function secretsFrom(secretKey: string): Secrets {
  const keyFor = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secretKey, '', `onewindow ${purpose}`, 32))
  const wrapping = keyFor('wrap')
  const signing = new Map<Purpose, Buffer>()
  const sign = (purpose: Purpose, text: string) => {
    const key = signing.get(purpose) ?? keyFor(purpose)
    signing.set(purpose, key)
    return createHmac('sha256', key).update(text).digest('base64url')
  }
  return {
    sign,
    isSigned(purpose, text, signature) {
      const right = Buffer.from(sign(purpose, text))
      const given = Buffer.from(signature)
      return right.length === given.length && timingSafeEqual(right, given)
    },
    wrap(secret) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', wrapping, iv)
      return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
    },
    unwrap(wrapped) {
      const bytes = Buffer.from(wrapped)
      const decipher = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(0, IV_BYTES))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
    },
  }
}
