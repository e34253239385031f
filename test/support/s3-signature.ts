import { createHash, createHmac } from 'node:crypto'

/** A request as far as its signature goes. Header names in lower case. */
type Request = {
  method?: string | undefined
  url?: string | undefined
  headers: Record<string, string | string[] | undefined>
}

export const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/

/**
 * Whether a request is signed as AWS describes it (Signature Version 4, in the header). Written after the description
 * and checked with its published examples, independently of the library under test.
 */
export function isSignedRequest(request: Request, { key, secret }: { key: string; secret: string }): boolean {
  const [, by, day, region, names = '', signature] = FORM.exec(String(request.headers['authorization'])) ?? []
  const signed = names.split(';')
  const needed = ['host', 'x-amz-content-sha256', 'x-amz-date']
  if (by !== key || !needed.every((name) => signed.includes(name))) return false
  return signature === signatureOf(request, { secret, day: day!, region: region!, signed })
}

export function signatureOf(
  { method = '', url = '', headers }: Request,
  { secret, day, region, signed }: { secret: string; day: string; region: string; signed: readonly string[] },
): string {
  const { pathname, searchParams } = new URL(url, 'http://s3')
  const canonical = [
    method,
    decodeURIComponent(pathname).split('/').map(encode).join('/'),
    [...searchParams]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...signed.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/\s+/g, ' ')}`,
    ),
    '',
    signed.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const signingKey = ['s3', 'aws4_request'].reduce(
    (made, part) => hmac(made, part),
    hmac(hmac(`AWS4${secret}`, day), region),
  )
  return hmac(signingKey, toSign).toString('hex')
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
