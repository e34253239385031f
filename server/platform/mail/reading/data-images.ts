import type { MailPart } from '../read-mail.ts'

const START = 'data:image/'
const LONGEST_TYPE = 60
const MOST = 100

/** HTML whose pictures are written into it, with them as parts of the mail and `cid:` in their place. */
export function withoutDataImages(html: Buffer, firstNumber: number): { html: Buffer; images: MailPart[] } {
  const images: MailPart[] = []
  const pieces: Buffer[] = []
  let at = 0
  for (
    let start = html.indexOf(START);
    start >= 0 && images.length < MOST;
    start = html.indexOf(START, start + 1)
  ) {
    const head = html.toString('latin1', start, start + LONGEST_TYPE)
    const [whole, type] = /^data:(image\/[a-z0-9.+-]{2,20})(?:;[a-z0-9=-]{1,20})?;base64,/i.exec(head) ?? []
    if (!whole || !type || /svg/i.test(type)) continue
    const begin = start + whole.length
    let end = begin
    while (end < html.length && isBase64(html[end]!)) end++
    const n = firstNumber + images.length
    const contentId = `picture-${n}@in-this-mail`
    images.push({
      name: `圖片-${n}.${type
        .toLowerCase()
        .replace(/^image\/(x-)?/, '')
        .replace('jpeg', 'jpg')}`,
      mediaType: type.toLowerCase(),
      bytes: Buffer.from(html.toString('latin1', begin, end), 'base64'),
      inline: true,
      contentId,
      kind: 'file',
    })
    pieces.push(html.subarray(at, start), Buffer.from(`cid:${contentId}`))
    at = end
    start = end
  }
  return at === 0 ? { html, images } : { html: Buffer.concat([...pieces, html.subarray(at)]), images }
}

const isBase64 = (byte: number) =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x2f && byte <= 0x39) ||
  byte === 0x2b ||
  byte === 0x3d ||
  byte === 0x0a ||
  byte === 0x0d ||
  byte === 0x20
