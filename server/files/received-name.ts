import { storable } from '../platform/storable.ts'
import { typeOfName } from './attachment-name.ts'
import { ATTACHMENT_TYPES } from './attachment-rules.ts'

const LONGEST = 200
/** Controls, and what makes a name read in another order than it is written. */
const UNSHOWABLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu
const NAMELESS = '附件'

/**
 * The name under which a file that came is shown, whatever its sender called it: without a path, without characters
 * that deceive, at most 200 characters with its ending kept. A name that has no ending gets that of its declared type,
 * which the inspection then holds against the content.
 */
export function receivedName(name: string, mediaType: string | null): string {
  const own = storable(name).split(/[\\/]/).at(-1)!.normalize('NFC').replace(UNSHOWABLE, '').trim()
  const named = shortened(own || NAMELESS)
  if (named.includes('.') || typeOfName(named)) return named
  const type = ATTACHMENT_TYPES.find((known) => known.mediaType === mediaType?.split(';')[0]?.trim())
  return type ? `${named}.${type.extensions[0]}` : named
}

function shortened(name: string) {
  const letters = [...name]
  if (letters.length <= LONGEST) return name
  const ending = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? ''
  return letters.slice(0, LONGEST - [...ending].length).join('') + ending
}
