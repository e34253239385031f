import { captionsOf, mediaOf, type Places } from './addresses.ts'
import { attributes, escaped } from './escape.ts'

/** `![alt](address "caption")` of the Markdown. */
export type Shown = { address: string; alt: string; caption: string }

/** A paragraph of its own: with its caption below. */
export const figureOf = (shown: Shown, places: Places): string => {
  const caption = shown.caption && `<figcaption>${escaped(shown.caption)}</figcaption>`
  return `<figure>${mediaHtml({ ...shown, caption: '' }, places)}${caption}</figure>`
}

/**
 * Within a line. A picture is one of the files that are held here, `file:<id>`; numbered marks on it are given in percent
 * of its width and height, `file:<id>#20,35;60,70.5`. A clip is `video:<id>`, with captions `video:<id>#<file id>`;
 * nothing of it is loaded before somebody plays it. Pictures from elsewhere are not shown: their server would be told
 * who reads here.
 */
export function mediaHtml({ address, alt, caption }: Shown, places: Places): string {
  const media = mediaOf(address.trim())
  const src = media && places.fileAddress(media.id)
  if (!media || src === undefined)
    return `<span class="left-out">${escaped(alt === '' ? '▢' : `[${alt}]`)}</span>`
  if (media.kind === 'clip') return clipHtml(src, alt, captionsOf(media.more), places)
  const title = caption === '' ? undefined : caption
  const picture = `<img${attributes({ src, alt, title, loading: 'lazy', decoding: 'async' })}>`
  const marks = marksOf(media.more)
  return marks.length === 0 ? picture : `<span class="marked">${picture}${marksHtml(marks)}</span>`
}

function clipHtml(src: string, title: string, captionsId: string | undefined, places: Places): string {
  const captions = captionsId && places.fileAddress(captionsId)
  const track =
    captions === undefined
      ? ''
      : `<track${attributes({ kind: 'captions', src: captions, srclang: 'zh-Hant', label: '中文字幕' })} default>`
  const inWords = `<a${attributes({ href: src })}>${escaped(title)}</a>`
  const name = title === '' ? undefined : title
  return `<video controls preload="none"${attributes({ src, title: name, 'aria-label': name })}>${track}${inWords}</video>`
}

const MOST_MARKS = 30
type Mark = { x: number; y: number }

function marksOf(more: string): Mark[] {
  const marks = more
    .split(';')
    .slice(0, MOST_MARKS)
    .map((mark) => /^(\d{1,3}(?:\.\d{1,2})?),(\d{1,3}(?:\.\d{1,2})?)$/.exec(mark))
  return marks.flatMap((mark) => {
    const [x, y] = [Number(mark?.[1]), Number(mark?.[2])]
    return x <= 100 && y <= 100 ? [{ x, y }] : []
  })
}

/** Over the whole picture, whatever its size: no style is needed. Whoever listens has the words beside the picture. */
function marksHtml(marks: readonly Mark[]): string {
  const drawn = marks.map(
    ({ x, y }, n) =>
      `<circle cx="${x}%" cy="${y}%" r="13"></circle><text x="${x}%" y="${y}%" text-anchor="middle" dominant-baseline="central">${n + 1}</text>`,
  )
  return `<svg class="marks" aria-hidden="true">${drawn.join('')}</svg>`
}
