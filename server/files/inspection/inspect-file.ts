import { setImmediate } from 'node:timers/promises'
import { refuseName, typeOfName } from '../attachment-name.ts'
import type { AttachmentType } from '../attachment-rules.ts'
import { PACKAGE_EXTENSIONS } from '../blocked-extensions.ts'
import { contentKind } from './content-kind.ts'
import { letterMembers } from './letter.ts'
import { isPackageMark, provesType, refusePart } from './office-package.ts'
import { compoundMembers, isCompoundOf, openCompound } from './old-office.ts'
import { countEntry, inside, type Place, refuse, spend } from './place.ts'
import { isScript } from './script-text.ts'
import { asText } from './text.ts'
import { gunzipMember, type Member, tarMembers, zipMembers } from './unpack.ts'

/** What file managers leave in archives without being asked, and what mail programs attach by themselves. */
const LITTER = /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db)$/
const MAIL_EXTRAS = /(?:\.(?:p7s|ics|vcf|asc|sig)|^(?:part|attachment|object))$/i

/** The media type of a file that may be let in. Throws AttachmentRefused; looks into everything packed inside. */
export async function inspectFile(name: string, bytes: Uint8Array, place: Place): Promise<string> {
  return inspectMember({ names: [name], bytes }, place)
}

async function inspectMember({ names, bytes }: Member, place: Place): Promise<string> {
  const [name] = names
  for (const reading of names) {
    const reason = refuseName(reading)
    // The other readings are what careless programs make of the name: only what would run matters there.
    const counts = reason && (reading === name || reason === 'attachment-type-blocked')
    if (counts && !isPartOfPackage(reading, place)) refuse(place, reading, reason)
  }
  const type = typeOfName(name)
  if (!type && place.within !== 'package' && !isTolerated(name, place)) {
    refuse(place, name, 'attachment-type-not-allowed')
  }
  // Others get their turn between the members of a large archive.
  await setImmediate()
  if (bytes.length > 0) await inspectContent(name, type, bytes, place)
  return type?.mediaType ?? 'application/octet-stream'
}

const isPartOfPackage = (name: string, place: Place) =>
  place.within === 'package' && PACKAGE_EXTENSIONS.has(name.toLowerCase().split('.').at(-1) ?? '')

const isTolerated = (name: string, place: Place) =>
  (place.within === 'archive' && LITTER.test(name)) || (place.within === 'letter' && MAIL_EXTRAS.test(name))

async function inspectContent(
  name: string,
  type: AttachmentType | undefined,
  bytes: Uint8Array,
  place: Place,
) {
  const kind = await contentKind(bytes)
  if (kind === 'executable') refuse(place, name, 'attachment-executable')
  if (kind === 'uninspectable') refuse(place, name, 'attachment-uninspectable')
  const inDocument = place.within === 'package'
  const isLetter = type?.mediaType === 'message/rfc822'
  if ((kind === 'text' || kind === 'html') && !inDocument && !isLetter && isScript(asText(bytes) ?? '')) {
    refuse(place, name, 'attachment-script')
  }
  if (kind === 'ole') return inspectCompound(name, type, bytes, place)
  if (type && kind !== type.content && !inDocument) refuse(place, name, 'attachment-false-extension')
  if (kind === 'zip') return inspectZip(name, type, bytes, place)
  if (kind === 'gzip') return inspectGzip(name, bytes, inside(place, name, 'archive'))
  if (kind === 'tar')
    return inspectAll(tarMembers(bytes, inside(place, name, 'archive')), inside(place, name, 'archive'))
  if (isLetter) return inspectLetter(bytes, name, place)
}

async function inspectAll(members: AsyncIterable<Member>, place: Place) {
  for await (const member of members) await inspectMember(member, place)
}

async function inspectGzip(name: string, bytes: Uint8Array, place: Place) {
  const member = await gunzipMember(name, bytes, place)
  const isTar = (await contentKind(member.bytes)) === 'tar' && typeOfName(member.names[0])?.content === 'tar'
  if (isTar) return inspectAll(tarMembers(member.bytes, place), place)
  await inspectMember(member, place)
}

/** A ZIP is an archive, unless its name says document, or it lies in a document and has a document's marks. */
async function inspectZip(name: string, type: AttachmentType | undefined, bytes: Uint8Array, place: Place) {
  const isDocument = type ? type.marker !== undefined : place.within === 'package'
  const members = inside(place, name, isDocument ? 'package' : 'archive')
  let proven = false
  for await (const member of zipMembers(bytes, members)) {
    if (isDocument || isPackageMark(member)) {
      const reason = refusePart(member)
      if (reason) refuse(members, member.names[0], reason)
    }
    if (type?.marker && provesType(member, type)) proven = true
    await inspectMember(member, members)
  }
  if (type?.marker && !proven) refuse(place, name, 'attachment-false-extension')
}

async function inspectCompound(
  name: string,
  type: AttachmentType | undefined,
  bytes: Uint8Array,
  place: Place,
) {
  const entries = openCompound(bytes)
  if (entries === 'attachment-encrypted' || entries === 'attachment-macro') refuse(place, name, entries)
  if (type && type.content !== 'ole' && place.within !== 'package') {
    refuse(place, name, 'attachment-false-extension')
  }
  if (typeof entries === 'string') return refuse(place, name, entries)
  if (type?.content === 'ole' && place.within !== 'package' && !isCompoundOf(entries, type)) {
    refuse(place, name, 'attachment-false-extension')
  }
  const isLetter = type?.mediaType === 'application/vnd.ms-outlook'
  const members = inside(place, name, isLetter ? 'letter' : 'package')
  for (const member of compoundMembers(entries)) {
    countEntry(members)
    spend(members, member.names[0], bytes.length, member.bytes.length)
    // What is embedded in a document is opened by name, like the member of an archive.
    await inspectMember(member, { ...members, within: 'letter' })
  }
}

async function inspectLetter(bytes: Uint8Array, name: string, place: Place) {
  const members = inside(place, name, 'letter')
  let found: Member[]
  try {
    found = letterMembers(bytes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refuse(place, name, 'attachment-archive-too-many-entries')
  }
  for (const member of found) {
    countEntry(members)
    await inspectMember(member, members)
  }
}
