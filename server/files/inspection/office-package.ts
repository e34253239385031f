import type { AttachmentRefusal } from '../attachment-refusals.ts'
import type { AttachmentType } from '../attachment-rules.ts'
import { latin1 } from './text.ts'
import type { Member } from './unpack.ts'

const CONTENT_TYPES = '[content_types].xml'
const OOXML_MACRO = /(?:^|\/)(?:vbaproject|vbadata)[^/]*$|(?:^|\/)(?:intl)?macrosheets\//i
const ODF_MACRO = /^(?:basic\/[^/]+\/(?!script-l[bc]\.xml$|dialog-l[bc]\.xml$)[^/]+|scripts\/.+)$/i
/** A template fetched from elsewhere when the document opens brings its macros along. */
const REMOTE_TEMPLATE =
  /attachedTemplate[^>]*?Target\s*=\s*["']\s*(?:https?:|ftp:|file:\/\/(?!\/)|\\\\)|Target\s*=\s*["']\s*(?:https?:|ftp:|file:\/\/(?!\/)|\\\\)[^>]*?attachedTemplate/i

/** What a member of an OOXML or ODF document says about the whole. */
export function refusePart({ names, bytes }: Member): AttachmentRefusal | undefined {
  if (names.some((name) => OOXML_MACRO.test(name) || ODF_MACRO.test(name))) return 'attachment-macro'
  if (names[0].toLowerCase() === CONTENT_TYPES) {
    const text = markup(bytes)
    // References and entities could spell the forbidden words unseen; no honest program uses them here.
    if (/&#|<!/.test(text)) return 'attachment-archive-damaged'
    if (/macro|vbaProject/i.test(text)) return 'attachment-macro'
  }
  if (/\.rels$/i.test(names[0]) && REMOTE_TEMPLATE.test(markup(bytes))) return 'attachment-macro'
  return undefined
}

/** Whether this member proves that the package is of the type its name says. */
export function provesType({ names, bytes }: Member, { marker = [] }: AttachmentType): boolean {
  if (names[0] === 'mimetype') return marker.includes(latin1(bytes).trim())
  if (names[0].toLowerCase() !== CONTENT_TYPES) return false
  const text = markup(bytes)
  return marker.some((type) => text.includes(`"${type}"`) || text.includes(`'${type}'`))
}

/** Whether this member says that the archive is in truth an office document. */
export const isPackageMark = ({ names }: Member): boolean =>
  names[0] === 'mimetype' || names[0].toLowerCase() === CONTENT_TYPES

function markup(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return latin1(bytes)
}
