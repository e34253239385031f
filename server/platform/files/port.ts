/**
 * Where the bytes of files are kept: a numbered sequence of parts under a key. What is put is durable before the
 * promise resolves. The store sees ciphertext only; see `server/files/`.
 */
export type FileStore = {
  /** Writes part `n` (0, 1, …) whole or not at all. Written again, the last to finish is kept. */
  putPart(key: string, n: number, bytes: Uint8Array): Promise<void>
  /** @throws Error when the part is missing */
  getPart(key: string, n: number): Promise<Uint8Array>
  /** Removes parts 0 to `parts - 1`; what is not there is no error. */
  remove(key: string, parts: number): Promise<void>
  /** Resolves when the store can be written to; for readiness. */
  check(): Promise<void>
}

/** Keys become paths: letters, digits and hyphens only. @throws Error */
export function checkedKey(key: string) {
  if (!/^[0-9A-Za-z-]{4,100}$/.test(key)) throw new Error('not a key of a stored file')
  return key
}
