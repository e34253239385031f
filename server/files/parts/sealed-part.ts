import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Plaintext in every part but the last; so byte `n` of a file is in part `n / PART_BYTES`. */
export const PART_BYTES = 1024 * 1024

const KEY_BYTES = 32
const IV_BYTES = 12
export const TAG_BYTES = 16

/** Which part of which file: sealed with it, so a part put in another's place does not open. */
export type PartOf = { fileId: string; n: number | 'tail' | `page-${number}` }

export const newFileKey = () => randomBytes(KEY_BYTES)

/** Encrypts one part with its file's key (AES-256-GCM, a fresh nonce each time). */
export function sealPart(key: Buffer, { fileId, n }: PartOf, plain: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${fileId}:${n}`))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error when it is not this part of this file, or was changed */
export function openPart(key: Buffer, { fileId, n }: PartOf, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(`${fileId}:${n}`))
    .setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
}

export const tagOf = (sealed: Uint8Array) => Buffer.from(sealed.subarray(-TAG_BYTES))
