const attribute = (level: number, id: number, kind: number, value: Buffer) => {
  const head = Buffer.alloc(9)
  head.writeUInt8(level, 0)
  head.writeUInt16LE(id, 1)
  head.writeUInt16LE(kind, 3)
  head.writeUInt32LE(value.length, 5)
  const sum = Buffer.alloc(2)
  sum.writeUInt16LE(value.reduce((total, byte) => (total + byte) & 0xffff, 0))
  return Buffer.concat([head, value, sum])
}

type Property = { id: number; type: number; value: Buffer }

const properties = (all: Property[]) =>
  Buffer.concat([
    numbers(all.length),
    ...all.flatMap(({ id, type, value }) => [
      Buffer.from([type & 255, type >> 8, id & 255, id >> 8]),
      numbers(1, value.length),
      value,
      Buffer.alloc((4 - (value.length % 4)) % 4),
    ]),
  ])

const numbers = (...all: number[]) => {
  const bytes = Buffer.alloc(all.length * 4)
  all.forEach((n, i) => {
    bytes.writeUInt32LE(n, i * 4)
  })
  return bytes
}

const unicode = (text: string) => Buffer.from(`${text}\0`, 'utf16le')

/** RTF as Exchange packs it, without packing anything: every byte stands for itself. */
const packed = (rtf: string) => {
  const bytes = Buffer.from(rtf, 'latin1')
  const runs: Buffer[] = []
  for (let i = 0; i < bytes.length; i += 8) runs.push(Buffer.from([0]), bytes.subarray(i, i + 8))
  const body = Buffer.concat(runs)
  return Buffer.concat([numbers(body.length + 12, bytes.length, 0x75465a4c, 0), body])
}

/** What Outlook sends as winmail.dat. */
export function winmail(mail: {
  text?: string
  rtf?: string
  files: { name: string; bytes: Buffer }[]
}): Buffer {
  const words: Property[] = []
  if (mail.text !== undefined) words.push({ id: 0x1000, type: 0x1f, value: unicode(mail.text) })
  if (mail.rtf !== undefined) words.push({ id: 0x1009, type: 0x102 & 0xfff, value: packed(mail.rtf) })
  return Buffer.concat([
    numbers(0x223e9f78),
    Buffer.from([1, 0]),
    attribute(1, 0x9006, 8, numbers(0x10000)),
    attribute(1, 0x9007, 6, numbers(950, 0)),
    attribute(1, 0x9003, 6, properties(words)),
    ...mail.files.flatMap(({ name, bytes }) => [
      attribute(2, 0x9002, 6, Buffer.alloc(14)),
      attribute(2, 0x8010, 1, Buffer.from('SHORT~1.PDF\0')),
      attribute(2, 0x800f, 6, bytes),
      attribute(2, 0x9005, 6, properties([{ id: 0x3707, type: 0x1f, value: unicode(name) }])),
    ]),
  ])
}

const der = (tag: number, ...content: Buffer[]) => {
  const bytes = Buffer.concat(content)
  const length = bytes.length < 128 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), bytes])
}

const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex')
const ENVELOPED_DATA = Buffer.from('06092a864886f70d010703', 'hex')
const DATA = Buffer.from('06092a864886f70d010701', 'hex')

/** A message signed as a whole, as far as a reader looks that checks no signature. */
export const signedWhole = (content: string) =>
  der(
    0x30,
    SIGNED_DATA,
    der(
      0xa0,
      der(
        0x30,
        Buffer.from('020101', 'hex'),
        der(0x31),
        der(0x30, DATA, der(0xa0, der(0x04, Buffer.from(content)))),
        der(0x31),
      ),
    ),
  )

export const encryptedWhole = () =>
  der(0x30, ENVELOPED_DATA, der(0xa0, der(0x30, Buffer.from('020100', 'hex'))))
