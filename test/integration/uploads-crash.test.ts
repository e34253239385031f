import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { expect, vi } from 'vitest'
import { PART_BYTES } from '../../server/files/parts/sealed-part.ts'
import { readFile } from '../../server/files/queries.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { andThenNothing, beginUpload, offsetOf, sendPiece, upload } from '../support/files-app.ts'
import { test as base, someLog } from '../support/files-test.ts'

const SERVER = join(import.meta.dirname, '../support/upload-server.ts')

/** `startServer`: a server as a process of its own, which can be killed. */
const test = base.extend('startServer', ({ databaseUrl, folder }, { onCleanup }) => {
  const kills: (() => Promise<void>)[] = []
  onCleanup(async () => void (await Promise.all(kills.map((kill) => kill()))))
  return async () => {
    const child = spawn(process.execPath, [SERVER, databaseUrl, pathToFileURL(folder).href], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const kill = async () => {
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL'))
        await once(child, 'exit')
    }
    kills.push(kill)
    const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
    return { url, kill }
  }
})

test('a server killed in the middle of an upload loses at most the part that was not full', async ({
  db,
  startServer,
  contentOf,
}) => {
  const content = someLog(3 * PART_BYTES + 77)
  const first = await startServer()
  const { path, id } = await beginUpload(first, 'a.log', content.length)
  const sent = sendPiece(first, path, 0, andThenNothing(content.subarray(0, 2 * PART_BYTES + 4321)))
  sent.catch(() => {})
  await vi.waitFor(async () => expect((await readFile(db, id)).received).toBe(2 * PART_BYTES))
  await first.kill()
  await expect(sent).rejects.toThrow()

  const second = await startServer()
  const { status, offset } = await offsetOf(second, path)
  expect({ status, offset }).toEqual({ status: 200, offset: 2 * PART_BYTES })
  expect((await sendPiece(second, path, offset, content.subarray(offset))).status).toBe(204)

  expect(await readFile(db, id)).toMatchObject({ state: 'ready', parts: 4 })
  expect((await contentOf(id)).equals(content)).toBe(true)
})

test('a part that was stored but not yet counted when the server died is written again', async ({
  files,
  serverOn,
  contentOf,
}) => {
  const dying: FileStore = {
    ...files,
    async putPart(key, n, bytes) {
      await files.putPart(key, n, bytes)
      if (n === 1) throw new Error('died here')
    },
  }
  const content = someLog(3 * PART_BYTES)
  const first = await serverOn(dying)
  const { path, id } = await beginUpload(first, 'a.log', content.length)
  const reply = await sendPiece(first, path, 0, content)
  expect(reply.status).toBe(503)
  expect(await reply.json()).toMatchObject({ code: 'temporarily-unavailable' })

  const second = await serverOn(files)
  const { offset } = await offsetOf(second, path)
  expect(offset).toBe(PART_BYTES)
  expect((await sendPiece(second, path, offset, content.subarray(offset))).status).toBe(204)
  expect((await contentOf(id)).equals(content)).toBe(true)
})

test('a server that died before the verdict: whoever asks next lets it be given', async ({
  db,
  files,
  serverOn,
}) => {
  const dying: FileStore = { ...files, getPart: () => Promise.reject(new Error('died here')) }
  const first = await serverOn(dying)
  const { path, id } = await beginUpload(first, 'a.log', 1000)
  expect((await sendPiece(first, path, 0, someLog(1000))).status).toBe(503)
  expect(await readFile(db, id)).toMatchObject({ state: 'uploading', received: 1000 })

  expect(await offsetOf(await serverOn(files), path)).toEqual({ status: 200, offset: 1000 })

  expect(await readFile(db, id)).toMatchObject({ state: 'ready', mediaType: 'text/plain' })
})

test('what was inspected is what is served: a part put in another’s place is not given out', async ({
  files,
  server,
  contentOf,
}) => {
  const [one, other] = [
    await upload(server, 'a.log', someLog(10)),
    await upload(server, 'b.log', someLog(10)),
  ]
  const [part, foreign] = [await files.getPart(one, 0), await files.getPart(other, 0)]

  await files.putPart(one, 0, foreign)
  await expect(contentOf(one)).rejects.toThrow('not the one that was received')
  const changed = Buffer.from(part)
  changed[20]! ^= 1
  await files.putPart(one, 0, changed)
  await expect(contentOf(one)).rejects.toThrow()
  await files.putPart(one, 0, part)
  expect(await contentOf(one)).toHaveLength(10)
})
