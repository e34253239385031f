import { isDeepStrictEqual } from 'node:util'
import type { Fault } from '../../directory/import/shapes.ts'
import { refuseName, typeOfName } from '../../files/attachment-name.ts'
import type { Content, VersionFile } from '../shapes.ts'
import { byId, nameOf } from './attachment-text.ts'
import type { EntryNow, Known } from './load.ts'
import type { EntryData } from './row-data.ts'
import { faultOf } from './sentences.ts'

type FileOfRow = VersionFile & { path: string }

/** The files of the entry in their order: one that it has already is the same file. */
export function filesOf(
  { files }: EntryData,
  now: EntryNow | null,
  known: Known,
  faults: Fault[],
): FileOfRow[] {
  const had = now?.content.files ?? []
  if (!files) return had.map((file) => ({ ...file, path: file.name }))
  return files.flatMap(({ path, kind, title }) => {
    const brought = known.files.get(path)
    const same = brought
      ? had.find(({ name, sha256 }) => sha256 === brought.sha256 && name === brought.name)
      : had.find(({ name }) => name === nameOf(path))
    const fileId = same?.fileId ?? brought?.fileId
    if (!fileId) faults.push(faultOf('file-missing', { field: 'attachments', value: path }))
    else if (!same && (refuseName(nameOf(path)) || !typeOfName(nameOf(path))))
      faults.push(faultOf('file-refused', { field: 'attachments', value: path }))
    return fileId ? [{ fileId, kind, title, path }] : []
  })
}

/** What is said for single HR systems and authorities; what a row does not speak of stays. */
export function variantsOf(
  data: EntryData,
  now: EntryNow | null,
  { agencies }: Known,
  files: readonly FileOfRow[],
  faults: Fault[],
): Content['variants'] {
  const had = now?.content.variants ?? []
  const said = new Map(data.hrVariants?.map(({ hrSystem, body }) => [hrSystem, body]))
  const hrSystems = (['Pemis2K', 'WebHR', 'own'] as const).flatMap((hrSystem) => {
    const body = said.has(hrSystem)
      ? byId(said.get(hrSystem) ?? '', files)
      : (had.find((variant) => variant.hrSystem === hrSystem)?.body ?? '')
    return body === '' ? [] : [{ authorityId: null, hrSystem, body }]
  })
  const authorities = data.authorities
    ? data.authorities.flatMap(({ authority, body }) => {
        const authorityId = agencies.get(authority) ?? agencies.get(authority.toUpperCase())
        if (authorityId === undefined)
          faults.push(faultOf('authority-unknown', { field: 'forAuthorities', value: authority }))
        return authorityId === undefined ? [] : [{ authorityId, hrSystem: null, body: byId(body, files) }]
      })
    : had.filter(({ authorityId }) => authorityId !== null)
  const wanted = [...hrSystems, ...authorities]
  // Only put in another order they are the same.
  const isSame =
    wanted.length === had.length && wanted.every((one) => had.some((other) => isDeepStrictEqual(one, other)))
  return isSame ? [...had] : wanted
}
