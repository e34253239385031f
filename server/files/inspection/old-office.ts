import type { AttachmentRefusal } from '../attachment-refusals.ts'
import type { AttachmentType } from '../attachment-rules.ts'
import { type CompoundEntry, readCompoundFile } from './compound-file.ts'
import { latin1, readingsOf } from './text.ts'
import type { Member } from './unpack.ts'

const MACRO_STORAGE = /^(?:_?vba|_vba_project|_vba_project_cur|macros)$/i
const ENCRYPTED = new Set(['EncryptedPackage', 'EncryptionInfo', 'EncryptedSummary', '\u0006DataSpaces'])
const PACKAGE_OBJECT = '\u0001Ole10Native'
const ATTACHED_DATA = '__substg1.0_37010102'
/** Long name, short name, shown name of a letter's attachment, in that order of trust. */
const ATTACHED_NAME = /^__substg1\.0_(?:3707|3704|3001)00(1F|1E)$/i

/** The entries of a compound file, or the reason it cannot be trusted. */
export function openCompound(bytes: Uint8Array): readonly CompoundEntry[] | AttachmentRefusal {
  try {
    const entries = readCompoundFile(bytes)
    return refuseEntries(entries) ?? entries
  } catch (error) {
    if (error instanceof RangeError) return 'attachment-archive-damaged'
    throw error
  }
}

/** Whether a compound file is what its name says: its main stream is there. */
export const isCompoundOf = (entries: readonly CompoundEntry[], type: AttachmentType): boolean =>
  entries.some(({ name }) => type.marker?.includes(name))

function refuseEntries(entries: readonly CompoundEntry[]): AttachmentRefusal | undefined {
  for (const { name, isStream, read } of entries) {
    if (ENCRYPTED.has(name)) return 'attachment-encrypted'
    if (MACRO_STORAGE.test(name)) return 'attachment-macro'
    if (!isStream) continue
    if (name === 'Workbook' || name === 'Book') {
      const found = refuseWorkbook(read())
      if (found) return found
    }
    if (name === 'WordDocument' && ((read()[11] ?? 0) & 1) !== 0) return 'attachment-encrypted'
    if (name === 'PowerPoint Document' && presentationHasMacros(read())) {
      return 'attachment-macro'
    }
  }
  return undefined
}

/** Walks the records of an Excel 97 workbook: FILEPASS means encrypted, a sheet of type 1 is an Excel 4.0 macro. */
function refuseWorkbook(stream: Uint8Array): AttachmentRefusal | undefined {
  const [FILEPASS, BOUNDSHEET, END] = [0x2f, 0x85, 0x0a]
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) {
    const record = view.getUint16(at, true)
    if (record === FILEPASS) return 'attachment-encrypted'
    if (record === BOUNDSHEET && stream[at + 9] === 1) return 'attachment-macro'
    if (record === END) return undefined
  }
  return undefined
}

/** Looks for a VBAInfoAtom whose fHasMacros is 1. */
function presentationHasMacros(stream: Uint8Array): boolean {
  const atom = '\x02\0\0\x04\x0C\0\0\0'
  const text = latin1(stream)
  for (let at = text.indexOf(atom); at >= 0; at = text.indexOf(atom, at + 1)) {
    if (text.startsWith('\x01\0\0\0', at + 12)) return true
  }
  return false
}

/** Files packed into a compound file: "package" objects of documents, attachments of Outlook letters. */
export function* compoundMembers(entries: readonly CompoundEntry[]): Generator<Member> {
  for (const entry of entries) {
    if (!entry.isStream) continue
    if (entry.name === PACKAGE_OBJECT) yield packageObject(entry.read())
    if (entry.name.toLowerCase() === ATTACHED_DATA) {
      yield { names: namesBeside(entry, entries), bytes: entry.read() }
    }
  }
}

function namesBeside(data: CompoundEntry, entries: readonly CompoundEntry[]): [string, ...string[]] {
  const names = entries
    .filter(({ parent, name }) => parent === data.parent && ATTACHED_NAME.test(name))
    .sort((a, b) => b.name.localeCompare(a.name))
    .flatMap(({ name, read }) =>
      /1F$/i.test(name) ? [Buffer.from(read()).toString('utf16le')] : readingsOf(read()),
    )
    .map((name) => name.replace(/\0+$/, ''))
    .filter((name) => name !== '')
  const [first = 'attachment', ...others] = names
  return [first, ...others]
}

/** The file inside an OLE 1 "package": label, path, temporary path, data. What is not so built is data throughout. */
function packageObject(stream: Uint8Array): Member {
  const native = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength)
  try {
    if (native.readUInt16LE(4) !== 2) return { names: ['object'], bytes: native.subarray(4) }
    let at = 6
    const text = () => {
      const end = native.indexOf(0, at)
      if (end < 0) throw new RangeError('damaged')
      const found = readingsOf(native.subarray(at, end))
      at = end + 1
      return found
    }
    const names = [...text(), ...text()]
    at += 4
    const temporary = native.readUInt32LE(at)
    at += 4
    names.push(...readingsOf(native.subarray(at, at + Math.max(0, temporary - 1))))
    at += temporary
    const size = native.readUInt32LE(at)
    const [first = 'object', ...others] = names.map((name) => name.split(/[\\/]/).at(-1)!).filter(Boolean)
    return { names: [first, ...others], bytes: native.subarray(at + 4, at + 4 + size) }
  } catch (error) {
    if (error instanceof RangeError) return { names: ['object'], bytes: native }
    throw error
  }
}
