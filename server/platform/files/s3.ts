import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { checkedKey, type FileStore } from './port.ts'

const TIMEOUT_MS = 30_000
const CHECK_TIMEOUT_MS = 5000
const TRIES = 4
const FIRST_RETRY_MS = 50
const AT_ONCE = 8

export type S3Place = { endpoint: string; bucket: string; region: string; key: string; secret: string }

/**
 * Keeps parts as objects `<key>/<n>` of one bucket, over any server that speaks S3 (path style, Signature Version 4).
 * Contents are signed too, so a part that was damaged on the way is refused by the server.
 */
export function s3Store({ endpoint, bucket, region, key: accessKeyId, secret }: S3Place): FileStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey: secret, service: 's3', region, retries: 0 })
  const base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`

  async function ask(
    method: 'GET' | 'PUT' | 'DELETE',
    name: string,
    body?: Uint8Array,
    timeout = TIMEOUT_MS,
  ) {
    const response = await client.fetch(`${base}/${name}`, {
      method,
      signal: AbortSignal.timeout(timeout),
      headers: { 'x-amz-content-sha256': sha256(body ?? '') },
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    })
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    throw new S3Answered(method, response.status, codeIn(await response.text()))
  }

  return {
    async putPart(key, n, bytes) {
      const name = objectOf(key, n)
      await patiently(() => ask('PUT', name, bytes))
    },
    async getPart(key, n) {
      const name = objectOf(key, n)
      return patiently(() => ask('GET', name))
    },
    async remove(key, parts) {
      const names = Array.from({ length: parts }, (_, n) => objectOf(key, n))
      for (let from = 0; from < parts; from += AT_ONCE)
        await Promise.all(
          names
            .slice(from, from + AT_ONCE)
            .map((name) => patiently(() => ask('DELETE', name).catch(goneIsFine))),
        )
    },
    async check() {
      await ask('PUT', '.check', new Uint8Array(1), CHECK_TIMEOUT_MS)
    },
  }
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

const objectOf = (key: string, n: number) => `${checkedKey(key)}/${n}`

/** The server's own words are left out of the message: they may repeat what was asked, signature included. */
class S3Answered extends Error {
  readonly status: number

  constructor(method: string, status: number, code: string) {
    super(`the object store answered ${method} with ${status} ${code}`)
    this.status = status
  }
}

const codeIn = (xml: string) => /<Code>([A-Za-z]{1,60})<\/Code>/.exec(xml)?.[1] ?? ''

function goneIsFine(error: unknown) {
  if (!(error instanceof S3Answered && error.status === 404)) throw error
}

/** Once more, later, when the server was busy or the line broke; not when it understood and said no. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask()
    } catch (error) {
      const final = error instanceof S3Answered && error.status < 500 && error.status !== 429
      if (final || tried === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS * 2 ** tried * (0.5 + Math.random())))
    }
  }
}
