/** Numbers that look random and are the same for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const CHARSETS = [
  'utf-8',
  'big5',
  'gb2312',
  'iso-2022-jp',
  'utf-7',
  'utf-16',
  'us-ascii',
  'x-unknown',
  'hz-gb-2312',
  'euc-kr',
]
const LABEL = /charset="?[a-z0-9_-]{2,20}"?|=\?[a-z0-9_-]{2,20}\?/gi
const TELLING = [
  '\r\n--b\r\n',
  '--',
  '=?',
  '?=',
  '\0',
  '\r',
  '\n\n',
  '<',
  '">',
  '%',
  "''",
  ';',
  '=',
  '\x1b$B',
  '\xff\xfe',
  '>'.repeat(50),
  '('.repeat(50),
]

type Random = (below: number) => number
type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer

const at = (bytes: Buffer, random: Random) => random(bytes.length + 1)

const MUTATIONS: Mutation[] = [
  function flip(bytes, random) {
    const changed = Buffer.from(bytes)
    for (let n = random(20) + 1; n > 0 && changed.length > 0; n--)
      changed[random(changed.length)]! ^= 1 << random(8)
    return changed
  },
  function scatter(bytes, random) {
    const changed = Buffer.from(bytes)
    for (let n = random(20) + 1; n > 0 && changed.length > 0; n--)
      changed[random(changed.length)] = random(256)
    return changed
  },
  function cut(bytes, random) {
    const [a, b] = [at(bytes, random), at(bytes, random)]
    return Buffer.concat([bytes.subarray(0, Math.min(a, b)), bytes.subarray(Math.max(a, b))])
  },
  (bytes, random) => bytes.subarray(0, at(bytes, random)),
  (bytes, random) => bytes.subarray(at(bytes, random)),
  function splice(bytes, random, other) {
    const [a, b] = [at(other, random), at(other, random)]
    const place = at(bytes, random)
    return Buffer.concat([
      bytes.subarray(0, place),
      other.subarray(Math.min(a, b), Math.max(a, b)),
      bytes.subarray(place),
    ])
  },
  function headersTwice(bytes, random) {
    const lines = bytes.toString('latin1').split('\n')
    const n = random(Math.min(lines.length, 12))
    lines.splice(random(Math.min(lines.length, 12)), 0, ...lines.slice(n, n + 1 + random(3)))
    return Buffer.from(lines.join('\n'), 'latin1')
  },
  function swapCharsets(bytes, random) {
    const text = bytes.toString('latin1').replace(LABEL, (label) => {
      const charset = CHARSETS[random(CHARSETS.length)]!
      return label.startsWith('=?') ? `=?${charset}?` : `charset=${charset}`
    })
    return Buffer.from(text, 'latin1')
  },
  function insert(bytes, random) {
    const place = at(bytes, random)
    const piece = Buffer.from(TELLING[random(TELLING.length)]!, 'latin1')
    return Buffer.concat([bytes.subarray(0, place), piece, bytes.subarray(place)])
  },
  function repeat(bytes, random) {
    const start = at(bytes, random)
    const piece = bytes.subarray(start, start + random(200))
    return Buffer.concat([
      bytes.subarray(0, start),
      ...new Array<Buffer>(random(60)).fill(piece),
      bytes.subarray(start),
    ])
  },
]

/** The n-th mail made of these by a few changes; always the same for the same n. */
export function mutated(mails: readonly Buffer[], n: number): Buffer {
  const random = seeded(n + 1)
  let bytes = mails[n % mails.length]!
  for (let left = random(4) + 1; left > 0; left--) {
    const mutate = MUTATIONS[random(MUTATIONS.length)]!
    bytes = mutate(bytes, random, mails[random(mails.length)]!)
  }
  return bytes
}
