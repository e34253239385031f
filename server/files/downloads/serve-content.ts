import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { readContent } from '../parts/read.ts'
import type { StoredFile } from '../tables.ts'
import { disposition, mayBeShown } from './disposition.ts'
import { rangeOf } from './range.ts'

/** Nothing in a file may act in our name: no scripts, no other content, a place of its own. Chromium shows PDF in it. */
const LOCKED_IN =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"

/**
 * Sends a file's content, or the range asked for. Whoever calls has made sure that the reader may have it.
 * @param asked.shown in the window instead of saved: images and PDF only
 * @param asked.cached `Cache-Control` of what everybody may have; else nobody keeps it
 */
export async function serveContent(
  deps: Pick<Deps, 'files' | 'secrets'>,
  file: StoredFile,
  asked: { range: string | undefined; shown: boolean; cached?: string },
  reply: FastifyReply,
) {
  const shown = asked.shown && mayBeShown(file.mediaType)
  const range = rangeOf(asked.range, file.size)
  reply.headers({
    'content-type': file.mediaType ?? 'application/octet-stream',
    'content-disposition': disposition(shown ? 'inline' : 'attachment', file.name),
    'content-security-policy': LOCKED_IN,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': asked.cached ?? 'private, no-store',
    'accept-ranges': 'bytes',
  })
  if (range === null) return reply.code(416).header('content-range', `bytes */${file.size}`).send()
  const { from, to } = range ?? { from: 0, to: file.size - 1 }
  if (range) reply.code(206).header('content-range', `bytes ${from}-${to}/${file.size}`)
  const content = readContent(deps, file, { from, to })
  // The first part is read before anything is sent: a store that is away is still told as such.
  const first = await content.next()
  return reply.header('content-length', to - from + 1).send(Readable.from(resume(first, content)))
}

async function* resume(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>) {
  if (!first.done) yield first.value
  yield* rest
}
