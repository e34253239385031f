import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { readZipDirectory, type ZipEntry } from '../../../files/inspection/zip-directory.ts'
import { Unreadable } from './unreadable.ts'

const STORED = 0
const DEFLATED = 8
const MB = 1024 * 1024
/** 300,000 rows of a table with long cells; unpacked it is looked at piece by piece and never held. */
const MOST_UNPACKED = 1024 * MB
const MOST_RATIO = 200
const RATIO_FROM = 8 * MB

/** The members of an ODS or XLSX file, each unpacked when it is asked for. */
export type Package = {
  has(name: string): boolean
  /** Of files, not of folders, in the order of the archive. */
  names(): string[]
  /** @throws Unreadable, also when it unpacks to more than any honest table: nothing of it is kept */
  read(name: string): AsyncGenerator<Uint8Array>
}

/** @throws Unreadable when the archive is damaged, encrypted or contradicts itself */
export function openPackage(bytes: Uint8Array): Package {
  const broken = (): never => {
    throw new Unreadable('import-file-broken')
  }
  const members = new Map(readZipDirectory(bytes, broken).map((entry) => [entry.names[0], entry]))
  return {
    has: (name) => members.has(name),
    names: () => [...members.keys()].filter((name) => !name.endsWith('/')),
    async *read(name) {
      const entry = members.get(name) ?? broken()
      if (entry.encrypted || (entry.method !== STORED && entry.method !== DEFLATED)) broken()
      yield* unpacked(entry)
    },
  }
}

async function* unpacked({ method, packed }: ZipEntry): AsyncGenerator<Uint8Array> {
  if (method === STORED) {
    yield packed
    return
  }
  const source = Readable.from(slices(packed), { objectMode: false })
  const inflate = createInflateRaw()
  source.on('error', (error) => inflate.destroy(error))
  source.pipe(inflate)
  let size = 0
  try {
    for await (const chunk of inflate) {
      size += (chunk as Buffer).length
      const isBomb = size > MOST_UNPACKED || (size > RATIO_FROM && size > packed.length * MOST_RATIO)
      if (isBomb) throw new Unreadable('import-file-too-large')
      yield chunk as Buffer
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('import-file-broken')
  } finally {
    source.destroy()
    inflate.destroy()
  }
}

function* slices(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield Buffer.from(bytes.subarray(at, at + 64 * 1024))
}
