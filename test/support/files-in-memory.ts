import { storeUpload } from '../../server/files/store-upload.ts'
import type { Deps } from '../../server/platform/deps.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { noScanner } from '../../server/platform/scanner/no-scanner.ts'
import type { Id } from '../../server/platform/values.ts'

/** A file store that forgets everything with the test. */
export function filesInMemory(): FileStore {
  const parts = new Map<string, Uint8Array>()
  return {
    putPart: async (key, n, bytes) => void parts.set(`${key}.${n}`, bytes),
    getPart: async (key, n) => {
      const part = parts.get(`${key}.${n}`)
      if (!part) throw new Error('no such part')
      return part
    },
    remove: async (key, count) => {
      for (let n = 0; n < count; n++) parts.delete(`${key}.${n}`)
    },
    check: async () => {},
  }
}

/** A file as somebody uploads it: inspected, encrypted, ready to be given to a case. */
export const upload = (
  deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>,
  uploader: Id<'person'>,
  name: string,
  content: string | Uint8Array,
) =>
  storeUpload(
    { ...deps, scanner: noScanner() },
    {
      name,
      uploader,
      bytes: (async function* () {
        yield Buffer.from(content as Uint8Array)
      })(),
    },
  )
