import { fileURLToPath } from 'node:url'
import { diskStore } from './disk.ts'
import type { FileStore } from './port.ts'
import { type S3Place, s3Store } from './s3.ts'

/**
 * Opens the store that `FILES_URL` names.
 *
 * @param url `file:///path`, or `s3://KEY:SECRET@host[:port]/bucket?region=…&tls=0|1` (region `us-east-1` and TLS
 *   unless told otherwise; KEY and SECRET percent-encoded)
 * @throws Error that says what is missing, without repeating the secret
 */
export function openFileStore(url: string): FileStore {
  if (!URL.canParse(url)) throw new Error('FILES_URL is not a URL')
  const { protocol, pathname } = new URL(url)
  if (protocol === 'file:') {
    if (pathname === '/') throw new Error('FILES_URL names no folder: file:///path')
    return diskStore(fileURLToPath(url))
  }
  if (protocol === 's3:') return s3Store(s3PlaceOf(url))
  throw new Error('FILES_URL must begin with file:// or s3://')
}

/** @throws Error */
export function s3PlaceOf(url: string): S3Place {
  const { username, password, host, pathname, searchParams } = new URL(url)
  const [bucket = '', ...deeper] = pathname.split('/').filter(Boolean)
  const tls = searchParams.get('tls') ?? '1'
  const place = {
    endpoint: `${tls === '0' ? 'http' : 'https'}://${host}`,
    bucket: decodeURIComponent(bucket),
    region: searchParams.get('region') || 'us-east-1',
    key: decodeURIComponent(username),
    secret: decodeURIComponent(password),
  }
  const complete = host && place.bucket && place.key && place.secret && deeper.length === 0
  if (!complete || !['0', '1'].includes(tls))
    throw new Error('FILES_URL must read s3://KEY:SECRET@host[:port]/bucket?region=…&tls=0|1')
  return place
}
