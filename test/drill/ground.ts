import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { PROMPT_TEXTS } from '../../telephony-adapter/prompts/texts.ts'
import { remoteTelephony } from '../../telephony-adapter/remote/remote.ts'
import type { Certificate } from '../support/asterisk/certificates.ts'
import { CARRIER } from '../support/asterisk/exchange.ts'
import { openLine } from '../support/asterisk/sip-line.ts'
import { toneWav } from '../support/asterisk/tone.ts'
import { answerOf } from '../support/asterisk/wait.ts'
import { databaseUrlOf } from '../support/embedded-url.ts'
import { freePort, startPart } from '../support/parts.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startRelay } from '../support/relay.ts'
import { adapterProcess } from './adapter.ts'
import { addressOf, bothExchanges, carrierOver, officeExchange, takePhones } from './outside.ts'
import { LINE, makeReady } from './people.ts'

const KEY = 'the key of the drill, of this run only'
const SECRET = 'of-this-drill-only'
const EXTENSIONS = ['701', '702', '703', '704']
const SITES = ['nantou', 'taipei']

export type DrillGround = Awaited<ReturnType<typeof openGround>>

type GroundOptions = {
  canBeCut?: boolean
  /** The exchanges speak TLS only; `authority`: the file of whom the adapter trusts. */
  tls?: { certificate: Certificate; authority: string } | undefined
}

/** Two real exchanges, the office, telephones, and the product in processes of its own. */
export async function openGround(
  say: (line: string) => void,
  extensions: readonly string[] = EXTENSIONS,
  { canBeCut = false, tls }: GroundOptions = {},
) {
  const closing: (() => unknown)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    return { ...(await built({ say, extensions, canBeCut, tls }, closing)), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** `closing`: how to take down again what is up by now. */
async function built(
  {
    say,
    extensions,
    canBeCut,
    tls,
  }: GroundOptions & { say: (line: string) => void; extensions: readonly string[]; canBeCut: boolean },
  closing: (() => unknown)[],
) {
  const folder = await mkdtemp(join(tmpdir(), 'onewindow-drill-'))
  closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const prompts = join(folder, 'prompts')
  await makeTones(prompts)
  const carrier = await openLine(CARRIER)
  closing.push(() => carrier.close())
  const office = await officeExchange()
  closing.push(office.close)
  say('starting two exchanges')
  const exchanges = await bothExchanges(Number(carrier.own.split(':')[1]), prompts, tls?.certificate)
  closing.push(...exchanges.map((exchange) => exchange.stop))
  const [a, b] = exchanges as [(typeof exchanges)[number], (typeof exchanges)[number]]

  const adapterPort = await freePort()
  const url = `http://127.0.0.1:${adapterPort}`
  const adapterAt = (port: number, dir: string) => {
    const process = adapterProcess({
      PORT: String(port),
      DATA_DIR: dir,
      TELEPHONY_KEY: KEY,
      EXCHANGES: exchanges.map((one, i) => addressOf(one, { site: SITES[i] ?? '', prompts })).join(','),
      ...(tls && { NODE_EXTRA_CA_CERTS: tls.authority }),
    })
    closing.push(process.kill)
    return process
  }
  const follow = (at: string) => {
    const telephony = remoteTelephony({ url: at, key: KEY, log: quietLog })
    closing.push(telephony.close)
    return telephony
  }
  const adapter = adapterAt(adapterPort, folder)
  await adapter.start()
  const telephony = follow(url)
  const link = canBeCut ? await startRelay(url) : null
  if (link) closing.push(link.close)

  say('starting the server')
  const server = await startPart('server', {
    DATA_DIR: join(folder, 'server'),
    TELEPHONY_URL: link?.url ?? url,
    TELEPHONY_KEY: KEY,
  })
  closing.push(server.stop)
  let opened: Db | undefined
  const db = async () => {
    opened ??= openDatabase({ url: await databaseUrlOf(join(folder, 'server')) })
    return opened
  }
  const forgetDatabase = async () => {
    await opened?.destroy().catch(() => {})
    opened = undefined
  }
  closing.push(forgetDatabase)
  await makeReady(await db(), extensions)
  const secrets = extensions.map((extension) => ({ extension, secret: SECRET }))
  const letRegister = async () => {
    for (const { extension, secret } of secrets)
      await telephony.order({
        ...{ commandId: `register-${extension}-${Date.now()}`, do: 'let-register', extension, secret },
        kind: 'desk',
      })
  }
  await answerOf(
    async () => {
      const { exchanges: known } = await telephony.snapshot()
      return known.every(({ state }) => state === 'up') ? true : undefined
    },
    20_000,
    'the adapter does not follow both exchanges',
  )
  await letRegister()
  const phones = await takePhones(exchanges, secrets)
  closing.push(phones.close)
  const { dial, invites } = carrierOver(
    carrier,
    [
      { name: a.name, place: a.sip },
      { name: b.name, place: b.sip },
      { name: 'office', place: office.place },
    ],
    CARRIER,
  )
  return {
    a,
    b,
    adapter,
    server,
    telephony,
    phones,
    carrier,
    /** Between server and adapter; null: they talk without anybody between them. */
    link,
    /** Another adapter at the same exchanges, with a journal of its own. */
    async secondAdapter() {
      const port = await freePort()
      const at = `http://127.0.0.1:${port}`
      return { ...adapterAt(port, join(folder, `second-${port}`)), url: at, telephony: follow(at) }
    },
    adapterUrl: url,
    extensions,
    dial: (number = LINE) => dial(number),
    /** Every attempt of the carrier so far. */
    invites,
    db,
    forgetDatabase,
    letRegister,
  }
}

async function makeTones(prompts: string) {
  for (const language of ['zh-TW', 'en']) {
    await mkdir(join(prompts, language), { recursive: true })
    for (const key of Object.keys(PROMPT_TEXTS))
      await writeFile(join(prompts, language, `${key}.wav`), toneWav(100))
  }
}
