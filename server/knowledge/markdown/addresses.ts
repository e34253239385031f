/** Where the things are that an entry names. Each answers undefined for what is not there. */
export type Places = {
  /** Address of a picture, clip or attachment. */
  fileAddress: (fileId: string) => string | undefined
  /** Address of an entry, by its number (`Q000948`). */
  entryAddress: (number: string) => string | undefined
}

const LONGEST = 2000
const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const FILE = new RegExp(`^file:(${ID})$`, 'i')
const OWN_PATH = /^\/(?![/\\])/
const NOWHERE = 'https://own.invalid'

const ENTRY_NUMBER = /^Q\d{6}$/i

/** The file that an address names: `file:<id>`. */
export const fileIdOf = (written: string): string | undefined => FILE.exec(written)?.[1]?.toLowerCase()

/** What is shown: `file:<id>` or `video:<id>`, and what is told of it behind a #. */
export function mediaOf(written: string): { kind: 'picture' | 'clip'; id: string; more: string } | undefined {
  const match = MEDIA.exec(written)
  if (!match) return undefined
  return {
    kind: match[1]!.toLowerCase() === 'file' ? 'picture' : 'clip',
    id: match[2]!.toLowerCase(),
    more: match[3] ?? '',
  }
}

const MEDIA = new RegExp(`^(file|video):(${ID})(?:#([\\w.,;-]{0,500}))?$`, 'i')
const CAPTIONS = new RegExp(`^${ID}$`, 'i')

/** The file of the captions of a clip: `video:<id>#<id of the captions>`. */
export const captionsOf = (more: string): string | undefined =>
  CAPTIONS.test(more) ? more.toLowerCase() : undefined

/**
 * Where a link may lead: a page outside (https, http), a letter, a telephone, a page of ours (`/qa`), a file
 * (`file:<id>`) or an entry (`Q000948`). Never to a script, and never to an address with a password in it.
 *
 * @returns undefined for everything else
 */
export function safeAddress(written: string, places: Places): string | undefined {
  const bare = written.trim()
  if (bare === '' || bare.length > LONGEST) return undefined
  if (ENTRY_NUMBER.test(bare)) return places.entryAddress(bare.toUpperCase())
  const fileId = fileIdOf(bare)
  if (fileId !== undefined) return places.fileAddress(fileId)
  if (OWN_PATH.test(bare)) return ownPath(bare)
  if (!URL.canParse(bare)) return undefined
  const url = new URL(bare)
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') return url.href
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  return url.username === '' && url.password === '' ? url.href : undefined
}

/** Browsers leave line breaks and tabs out of an address, so that a path may turn out to be another site. */
function ownPath(written: string): string | undefined {
  if (!URL.canParse(written, NOWHERE)) return undefined
  const url = new URL(written, NOWHERE)
  if (url.origin !== NOWHERE || url.pathname.startsWith('//')) return undefined
  return url.pathname + url.search + url.hash
}

export const isOutside = (address: string): boolean => /^https?:/.test(address)
