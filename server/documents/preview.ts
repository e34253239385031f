import type { Deps } from '../platform/deps.ts'
import { storable } from '../platform/storable.ts'
import { decodeXml } from './reading/decode.ts'
import { isExchangeFile } from './reading/read-di.ts'
import { bytesOf, readFiles } from './received-files.ts'
import type { StoredDocument } from './tables.ts'

const LONGEST = 5000

/** The beginning of an exchange file that could not be read, as characters; null for what is no text. */
export async function previewOf(
  deps: Pick<Deps, 'db' | 'files' | 'secrets'>,
  { state, mainFileId, fileIds }: StoredDocument,
): Promise<string | null> {
  if (state !== 'failed') return null
  const file = (await readFiles(deps.db, fileIds)).all.find(({ id }) => id === mainFileId)
  if (!file || !isExchangeFile(file.name)) return null
  const bytes = (await bytesOf(deps, file)).subarray(0, LONGEST * 3)
  return storable(lenient(bytes)).slice(0, LONGEST)
}

function lenient(bytes: Uint8Array): string {
  try {
    return decodeXml(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}
