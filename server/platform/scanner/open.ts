import { clamd } from './clamd.ts'
import { noScanner } from './no-scanner.ts'
import type { Scanner } from './port.ts'

const DEFAULT_PORT = 3310

/**
 * The scanner that `CLAMAV_URL` names, or none.
 * @param url `tcp://host[:port]` of a clamd; undefined where there is none
 * @throws Error that says what is missing
 */
export function openScanner(url: string | undefined): Scanner {
  if (url === undefined) return noScanner()
  if (!URL.canParse(url)) throw new Error('CLAMAV_URL is not a URL')
  const { protocol, hostname, port } = new URL(url)
  if (protocol !== 'tcp:' || !hostname) throw new Error('CLAMAV_URL must read tcp://host:3310')
  // An IPv6 address stands in brackets in a URL only.
  return clamd({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || DEFAULT_PORT) })
}
