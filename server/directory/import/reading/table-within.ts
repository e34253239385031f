import type { Format } from '../shapes.ts'

const FORMATS = { csv: 'csv', ods: 'ods', xlsx: 'xlsx', json: 'json' } as const

export type TableWithin = { name: string; format: Exclude<Format, 'zip'>; folder: string }

/**
 * The one table of an archive: the only one that lies outside of folders, or in the one folder that holds everything.
 * Tables in folders further inside are attachments.
 *
 * @returns undefined when there is none, or more than one
 */
export function tableWithin(names: readonly string[]): TableWithin | undefined {
  const own = names.filter((name) => !isOfAnotherProgram(name))
  const folder = folderOfAll(own)
  const tables = own.flatMap((name) => {
    const inside = name.slice(folder.length)
    const ending = (inside.split('.').at(-1) ?? '').toLowerCase()
    const format = FORMATS[ending as keyof typeof FORMATS]
    return format && !inside.includes('/') ? [{ name, format, folder }] : []
  })
  return tables.length === 1 ? tables[0] : undefined
}

/** What macOS and others put beside the files. */
export const isOfAnotherProgram = (name: string) => /(?:^|\/)(?:__MACOSX\/|\.[^/]*$|Thumbs\.db$)/u.test(name)

function folderOfAll(names: readonly string[]): string {
  const first = names[0]?.split('/', 1)[0]
  const folder = first === undefined ? '' : `${first}/`
  return folder !== '' && names.every((name) => name.startsWith(folder)) ? folder : ''
}
