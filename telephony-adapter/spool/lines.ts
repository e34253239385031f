import { crc32 } from 'node:zlib'

const CHECKSUM_DIGITS = 8
const NEWLINE = 0x0a

/** One line of a journal: a checksum of the JSON, and the JSON. */
export const lineOf = (content: unknown) => {
  const json = JSON.stringify(content)
  return `${checksum(Buffer.from(json))} ${json}\n`
}

/** What a journal holds up to its first line that is torn or damaged. */
export type Journal<T> = {
  contents: T[]
  /** Where that line begins; the end, where there is none. */
  goodBytes: number
  /** Whole lines behind it: then it was not the end of a writer, but the disk. */
  wholeBehind: number
}

export function readLines<T>(bytes: Buffer): Journal<T> {
  const contents: T[] = []
  let goodBytes = 0
  let at = 0
  let wholeBehind = 0
  while (at < bytes.length) {
    const end = bytes.indexOf(NEWLINE, at)
    if (end < 0) break
    const line = bytes.subarray(at, end)
    const content = contentOf<T>(line)
    const isFirstBad = content === undefined && goodBytes === at
    if (content !== undefined && goodBytes === at) {
      contents.push(content)
      goodBytes = end + 1
    } else if (!isFirstBad && content !== undefined) wholeBehind++
    at = end + 1
  }
  return { contents, goodBytes, wholeBehind }
}

/** Every whole line, also behind damaged ones. */
export const wholeLines = <T>(bytes: Buffer): T[] =>
  bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line) => contentOf<T>(Buffer.from(line)) ?? [])

function contentOf<T>(line: Buffer): T | undefined {
  const json = line.subarray(CHECKSUM_DIGITS + 1)
  if (json.length === 0 || line.subarray(0, CHECKSUM_DIGITS).toString() !== checksum(json)) return undefined
  return JSON.parse(json.toString('utf8')) as T
}

const checksum = (bytes: Buffer) => crc32(bytes).toString(16).padStart(CHECKSUM_DIGITS, '0')
