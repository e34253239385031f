import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { checkedKey, type FileStore } from './port.ts'

/**
 * Keeps parts as files below `folder`, spread over 65,536 sub-folders by the end of the key (its beginning is a time).
 * A part appears under its name only when all of it is on the disk; what a killed process leaves unfinished is
 * removed together with its key.
 */
export function diskStore(folder: string): FileStore {
  const root = resolve(folder)
  const placeOf = (key: string) => join(root, key.slice(-2), key.slice(-4, -2), checkedKey(key))
  return {
    async putPart(key, n, bytes) {
      const place = placeOf(key)
      const made = await mkdir(place, { recursive: true })
      const draft = join(place, `${n}.${randomUUID()}.draft`)
      try {
        await writeDurably(draft, bytes)
        await rename(draft, join(place, String(n)))
      } catch (error) {
        await unlink(draft).catch(() => {})
        throw error
      }
      await syncFolder(place)
      if (made) await syncParents(place, dirname(made))
    },
    getPart: async (key, n) => readFile(join(placeOf(key), String(n))),
    remove: async (key) => rm(placeOf(key), { recursive: true, force: true }),
    async check() {
      await mkdir(root, { recursive: true })
      const probe = join(root, `.check-${randomUUID()}`)
      await writeDurably(probe, new Uint8Array(1)).finally(() => rm(probe, { force: true }))
    },
  }
}

async function writeDurably(path: string, bytes: Uint8Array) {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name lives in its folder, which is written to the disk only when told so. */
async function syncFolder(path: string) {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

async function syncParents(from: string, to: string) {
  for (let path = from; path !== to; ) {
    path = dirname(path)
    await syncFolder(path)
  }
}
