import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Phone, World } from '../exchange-suite/world.ts'
import type { Certificate } from './certificates.ts'
import { CARRIER, FAX_LINE, startExchange, type TestExchange } from './exchange.ts'
import { startFaxMachine } from './fax-machine.ts'
import { dialling, ringing, type SipCall } from './sip-call.ts'
import { type Line, openLine } from './sip-line.ts'
import { headerOf, personOf, statusOf, token } from './sip-message.ts'
import { toneWav } from './tone.ts'
import { answerOf } from './wait.ts'

const PROMPTS = ['greeting', 'goodbye', 'number-42']

/** A real exchange on loopback and everything outside it: callers, telephones, a fax machine. */
export async function asteriskWorld({
  name = 'pbx-a',
  faxes = false,
  certificate,
}: {
  name?: string
  certificate?: Certificate
  /** Has the fax machine warm when it is needed. */
  faxes?: boolean
} = {}) {
  const prompts = await mkdtemp(join(tmpdir(), 'onewindow-prompts-'))
  for (const language of ['zh-TW', 'en']) {
    await mkdir(join(prompts, language))
    for (const prompt of PROMPTS) await writeFile(join(prompts, language, `${prompt}.wav`), toneWav(1200))
  }
  const carrier = await openLine(CARRIER)
  const exchange = await startExchange({ name, carrierPort: portOf(carrier), prompts, certificate })
  const lines = new Set<Line>([carrier])
  const numbers = new Map<string, ReturnType<typeof desk>>()
  let machine: ReturnType<typeof startFaxMachine> | undefined = faxes
    ? startFaxMachine(exchange.sip)
    : undefined
  carrier.whenRung((invite, from) => {
    const number = personOf(headerOf(invite, 'to')).number
    const called = numbers.get(number)
    if (called) void called.ring(invite, from)
    else carrier.reply(invite, from, '404 Not Found', [['tag', token()]])
  })

  const world: World = {
    line: '0492000000',
    faxLine: FAX_LINE,
    extensions: ['701', '702'],
    prompts: PROMPTS,
    async dial({ from, to, display = '' }) {
      const hidden: [string, string][] = [['Privacy', 'id']]
      const who = from
        ? { uri: `sip:${from}@${CARRIER}`, name: display }
        : { uri: 'sip:anonymous@anonymous.invalid', name: 'Anonymous', headers: hidden }
      return person(await dialling(carrier, exchange.sip, to, who))
    },
    async register(extension, secret) {
      const line = await openLine('127.0.0.1')
      lines.add(line)
      const owner = desk(line, { extension, secret, exchange })
      line.whenRung(owner.ring)
      const answer = await line.ask(registration(line, exchange, extension, 120), { user: extension, secret })
      if (statusOf(answer) !== 200) throw new Error(`The exchange refuses the phone: ${answer.start}`)
      return owner.phone
    },
    async outside(number) {
      const owner = desk(carrier, undefined)
      numbers.set(number, owner)
      return owner.phone
    },
    async sendFax(fax) {
      machine ??= startFaxMachine(exchange.sip)
      const result = await (await machine).send(fax, fax.to === FAX_LINE ? 't38' : 'sound')
      if (!result.startsWith('SUCCESS')) throw new Error(`The fax was not sent: ${result}`)
    },
    async close() {
      for (const line of lines) line.close()
      await Promise.all([exchange.stop(), machine?.then(({ stop }) => stop())])
      await rm(prompts, { recursive: true, force: true })
    },
  }
  return {
    world,
    exchange,
    promptUri: (key: string, language: string) => `sound:${prompts}/${language}/${key}`,
  }
}

const portOf = (line: Line) => Number(line.own.split(':')[1])

const registration = (line: Line, { sip }: TestExchange, extension: string, seconds: number) => {
  const own = `<sip:${extension}@${sip.host}>`
  const headers: [string, string][] = [
    ['From', `${own};tag=${token()}`],
    ['To', own],
    ['Call-ID', token()],
    ['CSeq', '1 REGISTER'],
    ['Contact', `<sip:${extension}@${line.own}>;expires=${seconds}`],
  ]
  return { to: sip, uri: `sip:${sip.host}:${sip.port}`, method: 'REGISTER', headers }
}

/** One end of a call, for whoever has it. */
const person = (call: SipCall) => ({
  state: () => {
    const state = call.state()
    return state === 'ringing' ? 'calling' : state
  },
  press: (digit: string) => call.media.press(digit),
  hangUp: () => call.hangUp(),
  hears: () => call.media.takeHeard() > 0,
})

/** A telephone: what rings at this line, and what its owner does about it. */
function desk(line: Line, ours: { extension: string; secret: string; exchange: TestExchange } | undefined) {
  let call: SipCall | undefined
  const there = () => {
    if (!call || call.state() === 'ended') throw new Error('There is no call at this phone.')
    return call
  }
  const dial = (number: string) => {
    if (!ours) throw new Error('Only phones of ours dial through the exchange.')
    const { extension, secret, exchange } = ours
    const who = { uri: `sip:${extension}@${exchange.sip.host}`, user: extension, secret }
    return dialling(line, exchange.sip, number, who)
  }
  const phone: Phone = {
    call() {
      const state = call?.state()
      if (!call || (state !== 'ringing' && state !== 'talking')) return undefined
      return { state, shows: call.shows() }
    },
    answer: async () => there().answer(),
    decline: async () => there().decline(),
    hangUp: () => there().hangUp(),
    hold: () => there().offer('sendonly'),
    unhold: () => there().offer('sendrecv'),
    heardDigits: () => call?.media.digits() ?? '',
    hears: () => (call?.media.takeHeard() ?? 0) > 0,
    sendOn: (to) => there().refer(`sip:${to}@${ours?.exchange.sip.host}`),
    async sendOnAfterAsking(to) {
      const first = there()
      const asking = await dial(to)
      const talks = () => (asking.state() === 'talking' ? true : undefined)
      await answerOf(talks, 10_000, 'Whom the phone asks has not answered.')
      return {
        complete: () =>
          first.refer(
            `sip:${to}@${ours?.exchange.sip.host}?Replaces=${encodeURIComponent(asking.replaces())}`,
          ),
      }
    },
    dial: async (number) => person(await dial(number)),
    async turnOff() {
      call?.end()
      line.silence()
    },
  }
  return {
    phone,
    async ring(invite: Parameters<typeof ringing>[1], from: Parameters<typeof ringing>[2]) {
      if (phone.call()) line.reply(invite, from, '486 Busy Here', [['tag', token()]])
      else call = await ringing(line, invite, from)
    },
  }
}
