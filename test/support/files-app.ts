import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Upload } from 'tus-js-client'
import { fileRoutes } from '../../server/files/routes.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { noScanner } from '../../server/platform/scanner/no-scanner.ts'
import type { Scanner } from '../../server/platform/scanner/port.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import type { Id } from '../../server/platform/values.ts'

export const secrets = secretsFrom('a secret key for the tests, long enough')

/** A folder that is removed afterwards. */
export async function someFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'onewindow-files-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Everything that lies in a folder of the disk store, as one buffer. */
export async function everythingIn(folder: string) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile())
  return Buffer.concat(await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))))
}

type Options = {
  db: Db
  files: FileStore
  now?: () => Date
  actors?: Map<string, Actor>
  scanner?: Scanner
}

/** What the use-cases of files need, around this store. */
export function filesDeps({ db, files, now = () => new Date(), scanner = noScanner() }: Options) {
  const log = createApp({ actorOf: async () => undefined, logger: false, trustProxy: false }).log
  return { db, files, secrets, scanner, now, log }
}

/** One server that takes uploads, listening. `actors`: who is behind which session token. */
export async function filesApp(options: Options) {
  const { actors = new Map() } = options
  const app = createApp({
    actorOf: async (token) => (token ? actors.get(token) : undefined),
    logger: false,
    trustProxy: true,
  })
  await app.register(fileRoutes(filesDeps(options)), { prefix: '/api' })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    app,
    url,
    async close() {
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

const fileIdOf = (uploadUrl: string) => uploadUrl.split('/').at(-1) as Id<'file'>
export const cookieOf = (token: string) => ({ cookie: `${SESSION_COOKIE}=${token}` })

/** Uploads with the client that the pages use. Refused, it rejects with the server's answer. */
export function upload(
  server: { url: string },
  name: string,
  content: Uint8Array,
  {
    uploadUrl,
    chunkSize = Number.POSITIVE_INFINITY,
    headers = {},
  }: { uploadUrl?: string; chunkSize?: number; headers?: Record<string, string> } = {},
): Promise<Id<'file'>> {
  return new Promise((resolve, reject) => {
    const sent: Upload = new Upload(Buffer.from(content), {
      endpoint: `${server.url}/api/uploads`,
      metadata: { filename: name },
      retryDelays: null,
      chunkSize,
      headers,
      ...(uploadUrl && { uploadUrl }),
      onSuccess: () => resolve(fileIdOf(sent.url!)),
      onError: (error) =>
        'originalResponse' in error && error.originalResponse
          ? reject(
              Object.assign(new Error(`refused: ${error.originalResponse.getBody()}`), {
                status: error.originalResponse.getStatus(),
                problem: JSON.parse(error.originalResponse.getBody() || '{}'),
              }),
            )
          : reject(error),
    })
    sent.start()
  })
}

/** Begins an upload by hand. @returns its address */
export async function beginUpload(
  server: { url: string },
  name: string,
  size: number,
  headers: Record<string, string> = {},
) {
  const reply = await fetch(`${server.url}/api/uploads`, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(size),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
      ...headers,
    },
  })
  const location = reply.headers.get('location')
  return { reply, path: location ?? '', id: fileIdOf(location ?? '') }
}

export const tusHeaders = { 'tus-resumable': '1.0.0' }

/** How far an upload has come, as the server says. */
export async function offsetOf(server: { url: string }, path: string, headers: Record<string, string> = {}) {
  const reply = await fetch(`${server.url}${path}`, {
    method: 'HEAD',
    headers: { ...tusHeaders, ...headers },
  })
  return { status: reply.status, offset: Number(reply.headers.get('upload-offset')) }
}

/** Sends a piece; the body may be a stream that never ends. */
export const sendPiece = (
  server: { url: string },
  path: string,
  offset: number,
  body: Uint8Array | ReadableStream,
  { signal, headers = {} }: { signal?: AbortSignal; headers?: Record<string, string> } = {},
) =>
  fetch(`${server.url}${path}`, {
    method: 'PATCH',
    headers: {
      ...tusHeaders,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      ...headers,
    },
    body: body as never,
    duplex: 'half',
    ...(signal && { signal }),
  } as RequestInit)

/** Sends these bytes and then stays silent, the line open. */
export const andThenNothing = (bytes: Uint8Array) =>
  new ReadableStream({ start: (controller) => controller.enqueue(bytes) })
