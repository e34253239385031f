import { cleanLine, cleanText } from '../../platform/zh/text.ts'
import type { VersionFile } from '../shapes.ts'
import { listIn } from './cells.ts'
import { FILE_WORDS, meaningOf } from './fields.ts'

/** A file of an entry by its path in the ZIP. */
export type NamedFile = { path: string; kind: VersionFile['kind']; title: string }

const PICTURE = /\.(?:png|jpe?g|gif|webp|bmp)$/iu
const CLIP = /\.(?:mp4|webm)$/iu

/** The files of an entry in one cell, a line each: path｜kind｜what it shows. */
export const attachmentText = (files: readonly NamedFile[]): string =>
  files.map(({ path, kind, title }) => [path, FILE_WORDS[kind][0], title].join('｜')).join('\n')

/** What such a cell says; names alone too, and a JSON list of paths or of `{ path, kind, title }`. */
export function readAttachments(cell: string): NamedFile[] {
  const list = listIn(cell)
  const files = list
    ? list.map(fromJson)
    : cleanText(cell)
        .split('\n')
        .flatMap((line) => (/[｜|]/u.test(line) ? [line] : line.split(/[；;]/u)))
        .map((line) => fileOf(line.split(/[｜|]/u)))
  return files.filter(({ path }) => path !== '')
}

function fromJson(one: unknown): NamedFile {
  if (typeof one === 'string') return fileOf([one])
  const { path = '', kind = '', title = '' } = (one ?? {}) as Record<string, unknown>
  return fileOf([path, kind, title].map(String))
}

function fileOf([path = '', kind = '', ...title]: string[]): NamedFile {
  const known = pathOf(path)
  return {
    path: known,
    kind:
      meaningOf(FILE_WORDS, kind) ??
      (PICTURE.test(known) ? 'picture' : CLIP.test(known) ? 'clip' : 'attachment'),
    title: cleanLine(title.join('｜')).slice(0, 200),
  }
}

/** A path as it is compared: Windows writes the other slash. */
export const pathOf = (written: string) =>
  cleanLine(written)
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/u, '')

/** The name that a path ends with. */
export const nameOf = (path: string) => path.split('/').at(-1) ?? path

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const BY_ID = new RegExp(`\\b(file|video):(${ID})(?:#(${ID}))?`, 'giu')
const BY_PLACE = /\b(file|video):(\d{1,3})(?:#(\d{1,3}))?(?![\w-])/gu
const DESTINATION = /(\]\()<?([^()<>\n]{1,300}?)>?(\))/gu

/** Names the files of a text by their place among its attachments, counted from 1: `file:1`. */
export const byPlace = (text: string, fileIds: readonly string[]): string => {
  const placeOf = (id: string | undefined) => (id ? fileIds.indexOf(id.toLowerCase()) + 1 : 0)
  return text.replace(BY_ID, (all, scheme: string, id: string, captions?: string) => {
    const [place, more] = [placeOf(id), placeOf(captions)]
    if (place === 0 || (captions && more === 0)) return all
    return `${scheme}:${place}${captions ? `#${more}` : ''}`
  })
}

/** Names them by their ids again; a link to a path that is among the attachments leads to that one, too. */
export function byId(text: string, files: readonly { fileId: string; path: string }[]): string {
  const idAt = (place: string | undefined) => files[Number(place) - 1]?.fileId
  return text
    .replace(BY_PLACE, (all, scheme: string, place: string, captions?: string) => {
      const [id, more] = [idAt(place), captions && idAt(captions)]
      return !id || (captions && !more) ? all : `${scheme}:${id}${more ? `#${more}` : ''}`
    })
    .replace(DESTINATION, (all, open: string, path: string, close: string) => {
      const file = files.find((one) => one.path === pathOf(path))
      return file ? `${open}file:${file.fileId}${close}` : all
    })
}
