import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TEMPLATES = fileURLToPath(new URL('../../deploy/asterisk', import.meta.url))

/** By the names that the templates in deploy/asterisk use. Several lines are given as they stand in the file. */
export type ExchangeValues = Record<string, string>

/** What an installation does not have to say. */
const DEFAULTS: ExchangeValues = {
  APP: 'onewindow',
  SIP_BIND: '0.0.0.0:5060',
  SIP_NAT: '',
  SIP_TIMERS: '',
  SIP_TLS: '',
  WS: 'wss',
  MEDIA: '',
  VOIP: '',
  OFFICE: '',
  OFFICE_NUMBER: '',
  OFFICE_SECONDS: '60',
  QUALIFY_SECONDS: '15',
  RTP_TIMEOUT: '45',
  RTP_START: '10000',
  RTP_END: '19998',
  UDPTL_START: '4000',
  UDPTL_END: '4999',
  HTTP_ADDRESS: '127.0.0.1',
  HTTP_PORT: '8088',
  HTTP_PLAIN: 'yes',
  HTTP_TLS: '',
  ARI_USER: 'onewindow',
  ARI_SECRET_FORMAT: 'plain',
  AMI_USER: 'onewindow',
  AMI_ADDRESS: '127.0.0.1',
  AMI_PORT: '5038',
  AMI_TLS: '',
  AMI_PERMIT: 'permit = 127.0.0.1/255.255.255.255',
  PROMPTS: '/var/lib/onewindow/prompts',
  LANGUAGE: 'zh-TW',
  STATION: 'OneWindow',
  QUEUE_SECONDS: '120',
  WRAP_UP_SECONDS: '10',
  ANSWER_SECONDS: '8',
}

/**
 * Writes the files of one exchange into a folder, from the templates in deploy/asterisk and these values.
 * @returns the names of the files
 * @throws Error that names every value that a template needs and nobody gave
 */
export function writeExchangeFiles(values: ExchangeValues, folder: string): string[] {
  const all = { ...DEFAULTS, ...values }
  const missing = new Set<string>()
  const fill = (template: string) =>
    template.replaceAll(/@([A-Z_]+)@/g, (_match, key: string) => {
      const value = all[key]
      if (value === undefined || (value === '' && key.endsWith('_SECRET'))) missing.add(key)
      return value ?? ''
    })
  const files = readdirSync(TEMPLATES)
    .filter((name) => name.endsWith('.conf'))
    .map((name) => ({ name, text: fill(readFileSync(join(TEMPLATES, name), 'utf8')) }))
  if (missing.size > 0) throw new Error(`These values are missing: ${[...missing].sort().join(', ')}.`)
  for (const { name, text } of files) writeFileSync(join(folder, name), text, { mode: 0o640 })
  return files.map(({ name }) => name)
}
