/**
 * How much of one mail is taken in. The raw mail is kept whole elsewhere: what is cut here stays there, and `repairs`
 * says so. Characters are UTF-16 units.
 */
export const LIMITS = {
  /** Bytes of a header that are looked at: `headers-cut`. */
  headerBytes: 1024 * 1024,
  /** Lines of a header that are looked at: `headers-cut`. */
  headerLines: 2000,
  /** Lines of a header that are handed on. */
  headersKept: 300,
  /** Characters of the value of one of them. */
  headerValue: 20_000,
  subject: 2000,
  addresses: 500,
  references: 200,
  /** Parts of a mail of whatever kind, and how deep they may lie in one another: `parts-cut`. */
  nodes: 1000,
  depth: 60,
  /** Files, letters and the like that are handed on: `parts-cut`. */
  parts: 250,
  /** Characters of a file's name. */
  name: 180,
  /** Bytes of words and of HTML that are read of a mail; more is handed on as a file besides: `text-cut`, `html-cut`. */
  textBytes: 2_000_000,
  htmlBytes: 2_000_000,
  /** Characters of the new words, of what they quote and of the safe HTML: `text-cut`, `quoted-cut`, `html-cut`. */
  text: 500_000,
  quoted: 200_000,
  html: 1_500_000,
  recipients: 100,
} as const
