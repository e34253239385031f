import { setTimeout as pause } from 'node:timers/promises'
import { openMedia } from './rtp.ts'
import type { Line, Place } from './sip-line.ts'
import {
  digest,
  headerOf,
  methodOf,
  personOf,
  type SipMessage,
  statusOf,
  tagOf,
  token,
  uriOf,
} from './sip-message.ts'

export type SipCall = Awaited<ReturnType<typeof begin>>
type Way = 'sendrecv' | 'sendonly'
export type Who = { uri: string; name?: string; headers?: [string, string][]; user?: string; secret?: string }

/** A call that rings at this line; it says at once that it rings. */
export async function ringing(line: Line, invite: SipMessage, from: Place) {
  const call = await begin(line, from)
  call.takeInvite(invite, from)
  return call
}

/** Dials. Resolves when the INVITE is out. */
export async function dialling(line: Line, to: Place, number: string, who: Who) {
  const call = await begin(line, to)
  call.invite(`sip:${number}@${to.host}:${to.port}`, who)
  return call
}

async function begin(line: Line, peer: Place) {
  const [address = ''] = line.own.split(':')
  const media = await openMedia(address)
  const contact = `<sip:${line.own}>`
  const tag = token()
  let callId = `${token()}@${address}`
  let state: 'ringing' | 'calling' | 'talking' | 'ended' = 'calling'
  let local = ''
  let remote = ''
  let target = ''
  let sequence = 1
  let invited: { message: SipMessage; from: Place } | undefined
  let sent: SipMessage | undefined
  let shows = { number: '', name: '' }
  let transferred: (() => void) | undefined

  const end = () => {
    if (state === 'ended') return
    state = 'ended'
    media.close()
  }
  const dialog = (method: string): [string, string][] => [
    ['From', local],
    ['To', remote],
    ['Call-ID', callId],
    ['CSeq', `${++sequence} ${method}`],
    ['Contact', contact],
  ]
  const sdp = (way: Way): [[string, string][], string] => [
    [['Content-Type', 'application/sdp']],
    media.sdp(way),
  ]
  const acknowledge = (answer: SipMessage, invite: SipMessage) => {
    const isYes = statusOf(answer) < 300
    const uri = isYes ? target : invite.start.split(' ')[1]!
    const number = /\d+/.exec(headerOf(answer, 'cseq'))?.[0]
    const via = isYes ? `SIP/2.0/UDP ${line.own};branch=z9hG4bK${token()}` : headerOf(invite, 'via')
    const headers: [string, string][] = [
      ['Via', via],
      ['Max-Forwards', '70'],
      ['From', headerOf(answer, 'from')],
      ['To', headerOf(answer, 'to')],
      ['Call-ID', callId],
      ['CSeq', `${number} ACK`],
    ]
    line.write({ start: `ACK ${uri} SIP/2.0`, headers, body: '' }, peer)
  }
  const request = (method: string, extra: [string, string][] = [], body = '') =>
    new Promise<SipMessage>((resolve) => {
      const asked = { to: peer, uri: target, method, headers: [...dialog(method), ...extra], body }
      const message = line.send(asked, (answer) => {
        if (statusOf(answer) < 200) return
        if (method === 'INVITE') acknowledge(answer, message)
        resolve(answer)
      })
    })

  /** Whatever the other side wants of a call that there is. */
  const hear = (message: SipMessage, from: Place) => {
    const method = methodOf(message)
    if (method === 'ACK') return
    if (method === 'INVITE' || method === 'UPDATE') {
      // An exchange that was away may not know yet that it is over.
      if (state === 'ended') return line.reply(message, from, '481 Call/Transaction Does Not Exist')
      media.speakTo(message.body)
      line.reply(
        message,
        from,
        '200 OK',
        [['Contact', contact], ...sdp('sendrecv')[0]],
        media.sdp('sendrecv'),
      )
      return
    }
    line.reply(message, from, '200 OK')
    if (method === 'NOTIFY' && /SIP\/2\.0 2\d\d/.test(message.body)) transferred?.()
    if (method === 'BYE') end()
    if (method === 'CANCEL' && state === 'ringing' && invited) {
      line.reply(invited.message, from, '487 Request Terminated', [['tag', tag]])
      end()
    }
  }

  return {
    state: () => state,
    shows: () => shows,
    media,
    /** For the header that puts this call in place of another. */
    replaces: () => `${callId};to-tag=${tagOf(remote)};from-tag=${tagOf(local)}`,
    takeInvite(message: SipMessage, from: Place) {
      callId = headerOf(message, 'call-id')
      invited = { message, from }
      state = 'ringing'
      local = `${headerOf(message, 'to')};tag=${tag}`
      remote = headerOf(message, 'from')
      target = uriOf(headerOf(message, 'contact'))
      shows = personOf(remote)
      media.speakTo(message.body)
      line.keep(callId, hear)
      line.reply(message, from, '180 Ringing', [
        ['tag', tag],
        ['Contact', contact],
      ])
    },
    invite(uri: string, who: Who) {
      local = `"${who.name ?? ''}" <${who.uri}>;tag=${tag}`
      remote = `<${uri}>`
      target = uri
      line.keep(callId, hear)
      const [type, body] = sdp('sendrecv')
      const ask = (extra: [string, string][]) => {
        const headers = [...dialog('INVITE'), ...type, ...(who.headers ?? []), ...extra]
        const message = line.send({ to: peer, uri, method: 'INVITE', headers, body }, (answer) => {
          const status = statusOf(answer)
          if (status > 100 && status < 300 && answer.body) media.speakTo(answer.body)
          if (status < 200) return
          if (status < 300) {
            remote = headerOf(answer, 'to')
            target = uriOf(headerOf(answer, 'contact'))
            acknowledge(answer, message)
            state = state === 'ended' ? state : 'talking'
            return
          }
          acknowledge(answer, message)
          const challenge = headerOf(answer, 'www-authenticate')
          if (challenge && who.user && extra.length === 0)
            ask([
              [
                'Authorization',
                digest(challenge, { user: who.user, secret: who.secret ?? '' }, 'INVITE', uri),
              ],
            ])
          else end()
        })
        sent = message
      }
      ask([])
    },
    answer() {
      if (!invited || state !== 'ringing') throw new Error('It does not ring.')
      const extra: [string, string][] = [['tag', tag], ['Contact', contact], ...sdp('sendrecv')[0]]
      line.reply(invited.message, invited.from, '200 OK', extra, media.sdp('sendrecv'))
      state = 'talking'
    },
    decline() {
      if (!invited) throw new Error('It does not ring.')
      line.reply(invited.message, invited.from, '603 Decline', [['tag', tag]])
      end()
    },
    async hangUp() {
      if (state === 'talking') {
        await request('BYE')
        end()
      } else if (state === 'calling' && sent) {
        const number = /\d+/.exec(headerOf(sent, 'cseq'))?.[0]
        const headers = sent.headers.filter(([name]) => /^(via|max-forwards|from|to|call-id)$/i.test(name))
        line.write(
          {
            start: sent.start.replace('INVITE', 'CANCEL'),
            headers: [...headers, ['CSeq', `${number} CANCEL`]],
            body: '',
          },
          peer,
        )
      } else if (state === 'ringing') this.decline()
    },
    async offer(way: Way) {
      const [type, body] = sdp(way)
      // Both sides may want to change the same call at once: then each waits a moment.
      for (let n = 0; n < 10; n++) {
        const status = statusOf(await request('INVITE', type, body))
        if (status < 300) return
        if (status !== 491 && status !== 500) throw new Error(`The exchange answered ${status}.`)
        await pause(50 + 50 * Math.random())
      }
      throw new Error('The exchange never came to it.')
    },
    /** Asks the exchange to send the other side on, and hangs up when it says that it has. */
    async refer(to: string) {
      const done = new Promise<void>((resolve) => {
        transferred = resolve
      })
      const answer = await request('REFER', [
        ['Refer-To', `<${to}>`],
        ['Referred-By', `<${uriOf(local)}>`],
      ])
      if (statusOf(answer) >= 300) throw new Error(`The exchange did not send it on: ${answer.start}`)
      await done
      if (state === 'talking') await this.hangUp()
    },
    end,
  }
}
