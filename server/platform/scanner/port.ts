/** What a scanner says of a file; `finding` is its name for what it found, such as `Win.Test.EICAR_HDB-1`. */
export type ScanVerdict = { clean: true } | { clean: false; finding: string }

/**
 * Looks for malware in what people send. The built-in rules of types apply besides, with or without a scanner.
 */
export type Scanner = {
  /**
   * @param bytes the whole file, or its chunks in order
   * @throws Error when the scanner cannot be reached or gives no verdict: the file is not known to be clean
   */
  scan(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<ScanVerdict>
  /** Resolves when the scanner answers; for readiness. */
  check(): Promise<void>
}
