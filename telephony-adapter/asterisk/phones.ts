import type { Done, Exchange } from '../exchange.ts'
import type { AriLink } from './ari-link.ts'
import { doneOf, OK } from './done.ts'
import type { AsteriskOptions } from './options.ts'

const MODULE = 'res_pjsip'

/** A phone as the exchange needs it; everything that it dials comes to us (context `ow-phone`). */
const ENDPOINT = {
  context: 'ow-phone',
  disallow: 'all',
  direct_media: 'no',
  rtp_symmetric: 'yes',
  force_rport: 'yes',
  rewrite_contact: 'yes',
  dtmf_mode: 'auto',
  rtp_timeout: '45',
  rtp_timeout_hold: '900',
  device_state_busy_at: '1',
  send_rpid: 'yes',
  trust_id_outbound: 'yes',
}
const KINDS = {
  browser: { webrtc: 'yes', dtls_auto_generate_cert: 'yes', allow: 'opus,alaw,ulaw' },
  desk: { allow: 'alaw,ulaw', media_encryption: 'sdes', media_encryption_optimistic: 'yes' },
}
const AOR = {
  max_contacts: '1',
  remove_existing: 'yes',
  qualify_frequency: '15',
  qualify_timeout: '2.0',
  support_path: 'yes',
  default_expiration: '120',
  maximum_expiration: '300',
}

/** Makes phones known to the exchange while it runs, in its memory alone (sorcery.conf). */
export const letRegister =
  (
    { rest }: Pick<AriLink, 'rest'>,
    { phoneFields = {} }: Pick<AsteriskOptions, 'phoneFields'>,
  ): Exchange['letRegister'] =>
  async ({ extension, secret, kind }) => {
    const put = async (objectType: string, fields: Record<string, string>): Promise<Done> =>
      doneOf(
        await rest('PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}', {
          configClass: MODULE,
          objectType,
          id: extension,
          json: {
            fields: Object.entries(fields)
              .filter(([, value]) => value !== '')
              .map(([attribute, value]) => ({ attribute, value })),
          },
        }),
      )
    const remove = (objectType: string) =>
      rest('DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}', {
        configClass: MODULE,
        objectType,
        id: extension,
      })
    if (secret === null) {
      // Without the endpoint it can do nothing; the rest is tidiness.
      const done = doneOf(await remove('endpoint'))
      await Promise.all([remove('aor'), remove('auth')])
      return done.ok || done.code === 'gone' ? OK : done
    }
    const auth = await put('auth', { auth_type: 'userpass', username: extension, password: secret })
    if (!auth.ok) return auth
    const aor = await put('aor', AOR)
    if (!aor.ok) return aor
    return put('endpoint', {
      ...ENDPOINT,
      ...KINDS[kind],
      ...phoneFields,
      auth: extension,
      aors: extension,
      callerid: `<${extension}>`,
    })
  }
