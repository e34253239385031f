import { isExchangeFile } from '../reading/read-di.ts'
import type { Lying, LyingFile } from './list-folder.ts'

/** The files of one document, as they lie in the folder. */
export type Delivery = {
  /** The document itself first. */
  files: LyingFile[]
  /** A cover form in JSON beside it. */
  cover: LyingFile | undefined
  /** The folder that holds it, where it has one of its own. */
  folder: string | undefined
  ready: boolean
}

/** Written to within this time, a file may be half there. */
const SETTLED_MS = 10_000
/** So long an exchange file waits for attachments that it names, and a file without one for its exchange file. */
const PATIENCE_MS = 10 * 60_000
/** So long a file that does not read as a document is believed to be half written. */
const BROKEN_MS = 2 * 60_000

/** What an exchange file says: the files that it names, or that it cannot be read. */
export type Named = { attachments: readonly string[] } | 'unreadable'

/**
 * Sorts what lies in the folder into documents: each folder is one; each exchange file with what it names, or what is
 * called like it; what is left after ten minutes is a document by itself.
 *
 * @param named what each exchange file at the top says, by its path
 */
export function deliveriesIn(lying: Lying, named: ReadonlyMap<string, Named>, at: number): Delivery[] {
  const settled = (files: readonly LyingFile[]) => files.every((file) => at - file.at >= SETTLED_MS)
  const deliveries: Delivery[] = lying.folders
    .filter(({ files }) => files.length > 0)
    .map(({ path, files }) => {
      const cover = files.find(isCover)
      const contents = files.filter((file) => file !== cover)
      return { files: mainFirst(contents), cover, folder: path, ready: contents.length > 0 && settled(files) }
    })
  const taken = new Set<LyingFile>()
  for (const main of lying.files.filter(({ name }) => isExchangeFile(name))) {
    if (taken.has(main)) continue
    const says = named.get(main.path) ?? 'unreadable'
    const wanted = says === 'unreadable' ? [] : says.attachments.map(folded)
    const beside = lying.files.filter(
      (file) =>
        file !== main && !taken.has(file) && (wanted.includes(folded(file.name)) || isCalledLike(main, file)),
    )
    const files = [main, ...beside.filter((file) => !isCover(file))]
    for (const file of [main, ...beside]) taken.add(file)
    const complete = wanted.every((name) => files.some((file) => folded(file.name) === name))
    const patience = says === 'unreadable' ? BROKEN_MS : complete ? 0 : PATIENCE_MS
    const ready = settled(files) && at - Math.max(...files.map((file) => file.at)) >= patience
    deliveries.push({ files, cover: beside.find(isCover), folder: undefined, ready })
  }
  for (const file of lying.files) {
    if (taken.has(file) || isCover(file)) continue
    const cover = lying.files.find((other) => isCover(other) && stemOf(other.name) === stemOf(file.name))
    const patience = cover ? SETTLED_MS : PATIENCE_MS
    deliveries.push({ files: [file], cover, folder: undefined, ready: at - file.at >= patience })
  }
  return deliveries
}

const isCover = ({ name }: Pick<LyingFile, 'name'>) => /\.json$/iu.test(name)
const folded = (name: string) => name.normalize('NFC').toLowerCase()
const stemOf = (name: string) => folded(name).replace(/\.[^.]*$/u, '')

/** `1150001234.di` and `1150001234.sw`, `1150001234_attach1.pdf`, `1150001234-1.odt`. */
function isCalledLike(main: LyingFile, { name }: LyingFile): boolean {
  const [stem, other] = [stemOf(main.name), stemOf(name)]
  if (isExchangeFile(name)) return false
  return other === stem || (other.startsWith(stem) && /^[_-]/u.test(other.slice(stem.length)))
}

const mainFirst = (files: readonly LyingFile[]) =>
  files.toSorted((a, b) => Number(isExchangeFile(b.name)) - Number(isExchangeFile(a.name)))
