import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { isSignedRequest, sha256 } from './s3-signature.ts'

const MAX_SKEW_MS = 15 * 60_000

/** What one bucket of an object store does with objects: put, get, delete. Every request must be signed. */
export async function startS3Server({
  bucket,
  key,
  secret,
}: {
  bucket: string
  key: string
  secret: string
}) {
  const objects = new Map<string, Buffer>()
  const asked: string[] = []
  let faults = 0

  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const { pathname } = new URL(request.url!, 'http://s3')
    asked.push(`${request.method} ${pathname}`)
    const answer = (status: number, code?: string, bytes?: Buffer) => {
      const xml = code && `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`
      response.writeHead(status).end(bytes ?? xml ?? '')
    }
    if (faults > 0) {
      faults--
      return answer(503, 'SlowDown')
    }
    const wrong = whatIsWrong(request, body, { key, secret })
    if (wrong) return answer(...wrong)
    const [, inBucket, ...rest] = pathname.split('/')
    const name = decodeURIComponent(rest.join('/'))
    if (inBucket !== bucket) return answer(404, 'NoSuchBucket')
    if (request.method === 'PUT') {
      objects.set(name, body)
      return answer(200)
    }
    if (request.method === 'DELETE') {
      objects.delete(name)
      return answer(204)
    }
    const found = objects.get(name)
    return found ? answer(200, undefined, found) : answer(404, 'NoSuchKey')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `s3://${encodeURIComponent(key)}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${bucket}?tls=0`,
    objects,
    asked,
    /** The next `n` requests are answered "slow down". */
    failNext(n: number) {
      faults = n
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function whatIsWrong(
  request: IncomingMessage,
  body: Buffer,
  account: { key: string; secret: string },
): [number, string] | undefined {
  const date = String(request.headers['x-amz-date'] ?? '')
  const at = Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!(Math.abs(Date.now() - at) < MAX_SKEW_MS)) return [403, 'RequestTimeTooSkewed']
  const told = request.headers['x-amz-content-sha256']
  if (!isSignedRequest(request, account)) return [403, 'SignatureDoesNotMatch']
  if (body.length > 0 && told !== sha256(body)) return [400, 'XAmzContentSHA256Mismatch']
  return undefined
}
