/**
 * Where the bytes of files are kept: a numbered sequence of parts under a key. What is put is durable before the
 * promise resolves. The store sees ciphertext only; see `server/files/`.
 */
export type FileStore = {
  /** Writes part `n` (0, 1, …). Written again with the same bytes it is the same part. */
  putPart(key: string, n: number, bytes: Uint8Array): Promise<void>
  /** @throws Error when the part is missing */
  getPart(key: string, n: number): Promise<Uint8Array>
  /** Removes every part; a key that is not there is no error. */
  remove(key: string, parts: number): Promise<void>
  /** Resolves when the store can be written to; for readiness. */
  check(): Promise<void>
}
