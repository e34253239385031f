import { type ChildProcess, spawn } from 'node:child_process'
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
import { addressOf, bothExchanges, carrierOver, officeExchange, takePhones } from './outside.ts'

const KEY = 'the key of the drill, of this run only'
const SECRET = 'of-this-drill-only'
/** No menu, so that a call waits as soon as it was greeted. */
const LINE = '0255509002'
const EXTENSIONS = ['701', '702', '703', '704']
const SITES = ['nantou', 'taipei']

export type DrillGround = Awaited<ReturnType<typeof openGround>>

type GroundOptions = {
  /** The exchanges speak TLS only; `authority`: the file of whom the adapter trusts. */
  tls?: { certificate: Certificate; authority: string } | undefined
}

/** Two real exchanges, the office, telephones, and the product in processes of its own. */
export async function openGround(
  say: (line: string) => void,
  extensions: readonly string[] = EXTENSIONS,
  { tls }: GroundOptions = {},
) {
  const closing: (() => unknown)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    return { ...(await built({ say, extensions, tls }, closing)), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** `closing`: how to take down again what is up by now. */
async function built(
  { say, extensions, tls }: GroundOptions & { say: (line: string) => void; extensions: readonly string[] },
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
  const adapter = adapterProcess({
    PORT: String(adapterPort),
    DATA_DIR: folder,
    TELEPHONY_KEY: KEY,
    EXCHANGES: exchanges.map((one, i) => addressOf(one, { site: SITES[i] ?? '', prompts })).join(','),
    ...(tls && { NODE_EXTRA_CA_CERTS: tls.authority }),
  })
  closing.push(adapter.kill)
  await adapter.start()
  const telephony = remoteTelephony({ url, key: KEY, log: quietLog })
  closing.push(telephony.close)

  say('starting the server')
  const server = await startPart('server', {
    DATA_DIR: join(folder, 'server'),
    TELEPHONY_URL: url,
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
  const dial = carrierOver(
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
    dial: () => dial(LINE),
    db,
    forgetDatabase,
    letRegister,
  }
}

/** Somebody who knows the line's system sits at each phone, ready; nobody else does. */
async function makeReady(db: Db, extensions: readonly string[]) {
  await db
    .updateTable('serviceLines')
    .set({ hasMenu: false, records: false })
    .where('number', '=', LINE)
    .execute()
  const { defaultSystemId } = await db
    .selectFrom('serviceLines')
    .select('defaultSystemId')
    .where('number', '=', LINE)
    .executeTakeFirstOrThrow()
  const agents = await db
    .selectFrom('agents')
    .innerJoin('seats', 'seats.id', 'agents.seatId')
    .select(['personId', 'extension'])
    .where('extension', 'in', extensions)
    .execute()
  for (const { personId } of agents) {
    await db
      .updateTable('agents')
      .set({ presence: 'ready', presenceSince: new Date(), idleSince: new Date() })
      .where('personId', '=', personId)
      .execute()
    await db
      .insertInto('agentSkills')
      .values({ personId, systemId: defaultSystemId, level: 3 })
      .onConflict((known) => known.doNothing())
      .execute()
  }
  await db.updateTable('voiceQueues').set({ wrapUpSeconds: 0 }).execute()
}

async function makeTones(prompts: string) {
  for (const language of ['zh-TW', 'en']) {
    await mkdir(join(prompts, language), { recursive: true })
    for (const key of Object.keys(PROMPT_TEXTS))
      await writeFile(join(prompts, language, `${key}.wav`), toneWav(100))
  }
}

function adapterProcess(environment: Record<string, string>) {
  let child: ChildProcess | undefined
  let output = ''
  const start = async () => {
    const started = spawn(process.execPath, [join(import.meta.dirname, 'adapter-process.ts')], {
      env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (bytes: Buffer) => {
        output = (output + bytes.toString()).slice(-4000)
      })
    await answerOf(
      async () => {
        if (started.exitCode !== null) throw new Error(`the adapter ended:\n${output}`)
        const answer = await fetch(`http://127.0.0.1:${environment['PORT']}/health/live`).catch(
          () => undefined,
        )
        return answer?.ok ? true : undefined
      },
      30_000,
      'the adapter does not start',
    )
  }
  return {
    start,
    pid: () => child?.pid ?? 0,
    async kill() {
      const ending = child
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
      ending.kill('SIGKILL')
      await ended
    },
  }
}
