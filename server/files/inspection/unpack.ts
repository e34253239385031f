import { promisify } from 'node:util'
import { crc32, gunzip, inflateRaw } from 'node:zlib'
import { extract } from 'tar-stream'
import { AttachmentRefused } from '../attachment-refusals.ts'
import { countEntry, inflatable, type Place, refuse, spend } from './place.ts'
import { readingsOf } from './text.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

const STORED = 0
const DEFLATED = 8

/** A file found inside another. `names` are all the readings of its name; the first is the one shown. */
export type Member = { readonly names: readonly [string, ...string[]]; readonly bytes: Uint8Array }

/** The members of a ZIP archive, unpacked one after the other. Directories are left out. */
export async function* zipMembers(bytes: Uint8Array, place: Place): AsyncGenerator<Member> {
  for (const entry of readZipDirectory(bytes, (reason) => refuse(place, undefined, reason))) {
    countEntry(place)
    needSafePaths(entry.names, place)
    const member = { names: entry.names, bytes: await unzip(entry, place) }
    if (!entry.names[0].endsWith('/') || member.bytes.length > 0) yield member
  }
}

async function unzip({ names, method, encrypted, crc, packed, size }: ZipEntry, place: Place) {
  const [name] = names
  if (encrypted) refuse(place, name, 'attachment-encrypted')
  if (method !== STORED && method !== DEFLATED) refuse(place, name, 'attachment-uninspectable')
  spend(place, name, packed.length, size)
  const bytes = method === STORED || size === 0 ? packed : await inflate(packed, size)
  const honest = bytes !== undefined && (bytes.length === size || (size === 0 && bytes.length <= 2))
  if (!honest) return refuse(place, name, 'attachment-archive-damaged')
  if (size > 0 && crc32(bytes) !== crc) refuse(place, name, 'attachment-archive-damaged')
  return size === 0 ? new Uint8Array() : bytes
}

/** Undefined when the data is broken or becomes longer than was announced. */
async function inflate(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  return promisify(inflateRaw)(packed, { maxOutputLength: size }).catch(() => undefined) as Promise<
    Uint8Array | undefined
  >
}

/** What a GZ file holds, under its own name without `.gz` and under the name written inside. */
export async function gunzipMember(name: string, bytes: Uint8Array, place: Place): Promise<Member> {
  countEntry(place)
  const limit = inflatable(place)
  const content = await (promisify(gunzip)(bytes, { maxOutputLength: limit }) as Promise<Uint8Array>).catch(
    (error: NodeJS.ErrnoException) =>
      refuse(
        place,
        undefined,
        error.code === 'ERR_BUFFER_TOO_LARGE' ? 'attachment-archive-bomb' : 'attachment-archive-damaged',
      ),
  )
  const outer = name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '')
  spend(place, outer, bytes.length, content.length)
  const [first = outer, ...others] = outer.includes('.') ? [outer, ...nameInGzip(bytes)] : nameInGzip(bytes)
  return { names: [first, ...others], bytes: content }
}

function nameInGzip(bytes: Uint8Array): string[] {
  const [EXTRA, NAME] = [4, 8]
  const flags = bytes[3] ?? 0
  if (!(flags & NAME)) return []
  const from = 10 + (flags & EXTRA ? 2 + (bytes[10] ?? 0) + (bytes[11] ?? 0) * 256 : 0)
  const to = bytes.indexOf(0, from)
  return to > from ? readingsOf(bytes.subarray(from, to)) : []
}

/** The members of a TAR archive. Links and devices are refused: they are not files. */
export async function* tarMembers(bytes: Uint8Array, place: Place): AsyncGenerator<Member> {
  const tar = extract()
  tar.end(bytes)
  try {
    for await (const entry of tar) {
      countEntry(place)
      const { name, size = 0, type } = entry.header
      needSafePaths([name], place)
      if (type !== 'file' && type !== 'directory' && type !== 'contiguous-file') {
        refuse(place, name, 'attachment-archive-unsafe-path')
      }
      spend(place, name, bytes.length, size)
      const chunks: Uint8Array[] = []
      for await (const chunk of entry) chunks.push(chunk as Uint8Array)
      if (type !== 'directory') yield { names: [name], bytes: Buffer.concat(chunks) }
    }
  } catch (error) {
    if (error instanceof AttachmentRefused) throw error
    refuse(place, undefined, 'attachment-archive-damaged')
  }
}

/** A member must unpack below the folder it is unpacked in. */
function needSafePaths(names: readonly string[], place: Place): void {
  const unsafe = names.find((name) => /^[\\/]|^[a-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(name))
  if (unsafe !== undefined) refuse(place, unsafe, 'attachment-archive-unsafe-path')
}
