import { setTimeout as wait } from 'node:timers/promises'
import type { Certificate } from '../support/asterisk/certificates.ts'
import { startExchange, type TestExchange } from '../support/asterisk/exchange.ts'
import { dialling, ringing, type SipCall } from '../support/asterisk/sip-call.ts'
import { type Line, openLine, type Place } from '../support/asterisk/sip-line.ts'
import { statusOf, token } from '../support/asterisk/sip-message.ts'
import { answerOf } from '../support/asterisk/wait.ts'

/** Nobody has answered by then: the carrier takes the next route. */
const NEXT_ROUTE_MS = 4000
const OFFICE = '127.0.0.4'

export type Taken = { by: string; call: SipCall; ms: number }
/** One attempt to reach us: whose, and where, whether or not it was taken there. */
export type Invite = { from: string; at: string; isTaken: boolean }

/** The public network: calls go to the first exchange that takes them, in the order of the routes; last the office. */
export function carrierOver(line: Line, routes: readonly { name: string; place: Place }[], address: string) {
  let dialled = 0
  const invites: Invite[] = []
  const dial = async (number: string): Promise<Taken & { from: string }> => {
    const from = `09120${String(++dialled).padStart(5, '0')}`
    const began = performance.now()
    for (const { name, place } of routes) {
      const call = await dialling(line, place, number, { uri: `sip:${from}@${address}` })
      const until = performance.now() + NEXT_ROUTE_MS
      while (call.state() === 'calling' && performance.now() < until) await wait(10)
      const isTaken = call.state() === 'talking'
      invites.push({ from, at: name, isTaken })
      if (isTaken) return { by: name, call, from, ms: performance.now() - began }
      await call.hangUp()
      call.end()
    }
    throw new Error(`nobody took the call of ${from}`)
  }
  return { dial, invites }
}

/** The exchange of the office: somebody there answers every call. */
export async function officeExchange() {
  const line = await openLine(OFFICE)
  line.whenRung(async (invite, from) => (await ringing(line, invite, from)).answer())
  const [host = '', port = ''] = line.own.split(':')
  return { place: { host, port: Number(port) }, close: () => line.close() }
}

/**
 * Telephones that register at every exchange, and answer after a moment. `isHeld`: it is let ring until somebody is
 * told to pick up.
 */
export async function takePhones(
  exchanges: readonly TestExchange[],
  phones: readonly { extension: string; secret: string }[],
) {
  const calls: { call: SipCall; port: number; extension: string; isHeld: boolean }[] = []
  const lines: Line[] = []
  let answersAfterMs = 200
  let letsRing = false
  for (const { extension, secret } of phones) {
    const line = await openLine('127.0.0.1')
    lines.push(line)
    line.whenRung(async (invite, from) => {
      const isHeld = letsRing
      const call = await ringing(line, invite, from)
      calls.push({ call, port: from.port, extension, isHeld })
      await wait(answersAfterMs)
      if (!isHeld && call.state() === 'ringing') call.answer()
    })
    for (const exchange of exchanges) await register(line, exchange, extension, secret)
  }
  const talking = () => calls.filter(({ call }) => call.state() === 'talking')
  /** As a person hangs up, or as a phone does that hears nothing any more. */
  const leave = (which: typeof calls) =>
    Promise.all(
      which.map(async ({ call }) => {
        await Promise.race([call.hangUp(), wait(500)])
        call.end()
      }),
    )
  return {
    talking: () => talking().length,
    ringing: () => calls.filter(({ call }) => call.state() === 'ringing').length,
    rung: () => calls.length,
    /** Whether anybody of ours talks with this caller, by the number that the phone shows. */
    talkingWith: (number: string) =>
      talking().some(({ call }) => call.shows().number.slice(-8) === number.slice(-8)),
    /** Packets of sound that came to any of them since the last question. */
    heard: () => calls.reduce((sum, { call }) => sum + call.media.takeHeard(), 0),
    answerAfter(ms: number) {
      answersAfterMs = ms
    },
    letRing(on: boolean) {
      letsRing = on
    },
    pickUp() {
      for (const { call, isHeld } of calls) if (isHeld && call.state() === 'ringing') call.answer()
    },
    hangUpAll: () => leave(calls.filter(({ call }) => call.state() !== 'ended')),
    hangUpOn: (number: string) =>
      leave(talking().filter(({ call }) => call.shows().number.slice(-8) === number.slice(-8))),
    hangUpAt: ({ sip }: Pick<TestExchange, 'sip'>) =>
      leave(calls.filter(({ call, port }) => port === sip.port && call.state() !== 'ended')),
    registerAgain: async (exchange: TestExchange) => {
      for (const [i, line] of lines.entries()) {
        const phone = phones[i]
        if (phone) await register(line, exchange, phone.extension, phone.secret)
      }
    },
    close() {
      for (const line of lines) line.close()
    },
  }
}

/** Asks until the exchange knows the phone: its secret is given out by the adapter when that follows the exchange. */
const register = (line: Line, { name, sip }: TestExchange, extension: string, secret: string) =>
  answerOf(
    async () => {
      const own = `<sip:${extension}@${sip.host}>`
      const asked = {
        to: sip,
        uri: `sip:${sip.host}:${sip.port}`,
        method: 'REGISTER',
        headers: [
          ['From', `${own};tag=${token()}`],
          ['To', own],
          ['Call-ID', token()],
          ['CSeq', '1 REGISTER'],
          ['Contact', `<sip:${extension}@${line.own}>;expires=3600`],
        ] as [string, string][],
      }
      const answer = await Promise.race([line.ask(asked, { user: extension, secret }), wait(1000)])
      return answer && statusOf(answer) === 200 ? true : undefined
    },
    20_000,
    `phone ${extension} cannot register at ${name}`,
  )

export const bothExchanges = (carrierPort: number, prompts: string, certificate?: Certificate) =>
  Promise.all(['pbx-a', 'pbx-b'].map((name) => startExchange({ name, carrierPort, prompts, certificate })))

/** As `EXCHANGES` names them. */
export const addressOf = (
  { name, ari, ami, phoneUrl }: TestExchange,
  { site, prompts }: { site: string; prompts: string },
) =>
  `ari://${ari.user}:${ari.secret}@${new URL(ari.url).host}?name=${name}&site=${site}&ami=${ami.port}` +
  `&ami_user=${ami.user}&ami_secret=${ami.secret}&phone=${phoneUrl}&prompts=${prompts}` +
  `&tls=${ari.url.startsWith('https:') ? 1 : 0}`
