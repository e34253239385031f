import { type ExchangeValues, writeExchangeFiles } from '../../../scripts/lib/exchange-files.ts'
import { freePort } from '../../../server/platform/database/embedded-postmaster.ts'
import type { Certificate } from './certificates.ts'
import { type Instance, startInstance } from './instance.ts'
import { freeUdpPort, portsOfSound } from './ports.ts'

/** Where calls from the public network come from, in tests: this address, whatever the port; and a fax machine's. */
export const CARRIER = '127.0.0.2'
export const FAX_MACHINE = '127.0.0.3'
const OFFICE_NUMBER = '0499999999'
export const FAX_LINE = '0492000001'
/** Phones of the demonstration: 701–707 and 801–807. */
const PHONES = [
  '701',
  '702',
  '703',
  '704',
  '705',
  '706',
  '707',
  '801',
  '802',
  '803',
  '804',
  '805',
  '806',
  '807',
]
const SECRET = 'of-this-test-run-only'

export type TestExchange = Instance & {
  name: string
  /** Where telephones reach it. */
  sip: { host: string; port: number }
  /** And where desk phones do that speak TLS; 0 without a certificate. */
  sipTlsPort: number
  ari: { url: string; user: string; secret: string }
  ami: { host: string; port: number; user: string; secret: string }
  phoneUrl: string
  phoneFields: Record<string, string>
}

/**
 * A private exchange on loopback, with the very files that an installation gets. `carrierPort` is where it calls
 * numbers outside. With a certificate there is no other way to ARI, its manager interface and browser phones than TLS.
 */
export async function startExchange({
  name = 'pbx-a',
  carrierPort,
  prompts,
  certificate,
  values = {},
}: {
  name?: string
  carrierPort: number
  prompts: string
  certificate?: Certificate | undefined
  values?: ExchangeValues
}): Promise<TestExchange> {
  const [sip, http, ami] = [await freeUdpPort(), await freePort(), await freePort()]
  const { scheme, sipTlsPort, more } = certificate ? await overTls(certificate, http, ami) : PLAIN
  const instance = await startInstance(name, (files) => {
    writeExchangeFiles(
      {
        NAME: name,
        SIP_BIND: `127.0.0.1:${sip}`,
        // A dead phone is given up after 6 s, not after 32.
        SIP_TIMERS: 'timer_t1 = 100\ntimer_b = 6400',
        SIP_PERMIT: 'permit = 127.0.0.0/255.0.0.0',
        MEDIA: 'media_address = 127.0.0.1\nbind_rtp_to_media_address = yes',
        CARRIER: `${CARRIER}:${carrierPort}`,
        CARRIER_MATCH: `match = ${CARRIER}\nmatch = ${FAX_MACHINE}`,
        OFFICE: `[office](line)\naors = office\n[office]\ntype = aor\ncontact = sip:${CARRIER}:${carrierPort}`,
        OFFICE_NUMBER,
        QUALIFY_SECONDS: '0',
        RTP_TIMEOUT: '15',
        HTTP_PORT: `${http}`,
        AMI_PORT: `${ami}`,
        ARI_SECRET: SECRET,
        AMI_SECRET: SECRET,
        FAX_NUMBERS: `^${FAX_LINE}$`,
        EXTENSIONS: '^[78]0[1-7]$',
        MEMBERS: PHONES.map((phone) => `member => PJSIP/${phone},0,${phone}`).join('\n'),
        PROMPTS: prompts,
        WRAP_UP_SECONDS: '0',
        ANSWER_SECONDS: '3',
        ...portsOfSound(),
        ...more,
        ...values,
      },
      files,
    )
  })
  return {
    ...instance,
    name,
    sip: { host: '127.0.0.1', port: sip },
    sipTlsPort,
    ari: { url: `http${scheme}://127.0.0.1:${http}`, user: 'onewindow', secret: SECRET },
    ami: { host: '127.0.0.1', port: ami, user: 'onewindow', secret: SECRET },
    phoneUrl: `ws${scheme}://127.0.0.1:${http}/ws`,
    phoneFields: { media_address: '127.0.0.1', bind_rtp_to_media_address: 'yes', rtp_timeout: '15' },
  }
}

const PLAIN = { scheme: '', sipTlsPort: 0, more: { WS: 'ws' } }

/** As deploy/asterisk/example-values.json has it, on loopback. */
async function overTls({ cert, key }: Certificate, http: number, ami: number) {
  const sipTlsPort = await freePort()
  const files = `tlscertfile = ${cert}\ntlsprivatekey = ${key}`
  const more: ExchangeValues = {
    WS: 'wss',
    SIP_TLS: `[transport-tls]
type = transport
protocol = tls
bind = 127.0.0.1:${sipTlsPort}
cert_file = ${cert}
priv_key_file = ${key}
method = tlsv1_2`,
    HTTP_PLAIN: 'no',
    HTTP_TLS: `tlsenable = yes\ntlsbindaddr = 127.0.0.1:${http}\n${files}`,
    AMI_PORT: `${await freePort()}`,
    AMI_TLS: `tlsenable = yes\ntlsbindaddr = 127.0.0.1:${ami}\n${files}`,
  }
  return { scheme: 's', sipTlsPort, more }
}
