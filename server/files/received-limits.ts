const MB = 1024 * 1024

/** What one mail or document may bring: more than a form, because nobody can be asked to send less. */
export const RECEIVED_LIMITS = {
  maxFiles: 1000,
  /** Larger than this is kept, and held back: it is not looked into. */
  maxBytesPerFile: 100 * MB,
  maxBytesTotal: 500 * MB,
} as const
