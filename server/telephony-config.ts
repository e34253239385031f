/** An exchange as `EXCHANGES` names it. */
export type ExchangeAddress = {
  name: string
  site: string
  host: string
  port: number
  tls: boolean
  user: string
  secret: string
  /** The manager interface; null: what only it can do is not done. */
  ami: { port: number; user: string; secret: string } | null
  phoneUrl: string | null
  /** The folder of spoken texts, as the exchange itself finds it; null: where docs/operations.md puts it. */
  prompts: string | null
}

export type TelephonyConfig =
  | { use: 'none' }
  /** The adapter is another process. */
  | { use: 'remote'; url: string; key: string }
  /** The adapter is this process; `key`: of whoever may use it over the network. */
  | { use: 'asterisk'; exchanges: ExchangeAddress[]; key: string | undefined }
  | { use: 'simulator'; key: string | undefined }

type Variables = Partial<Record<'TELEPHONY_DRIVER' | 'TELEPHONY_URL' | 'TELEPHONY_KEY' | 'EXCHANGES', string>>
export type Role = 'server' | 'worker' | 'telephony'

/** What stands in the way of a start; secrets are never part of the sentence. */
export type Fault = { zh: string; en: string }

/** Which telephone this process uses. There is no way from a real exchange back to the simulator but to say so. */
export function telephonyOf(
  env: Variables,
  production: boolean,
  role: Role,
): TelephonyConfig | { fault: Fault } {
  const { TELEPHONY_DRIVER: driver, TELEPHONY_URL: url, TELEPHONY_KEY: key } = env
  if (production && driver === 'simulator')
    return fault(
      '正式環境不能使用模擬的電話（TELEPHONY_DRIVER=simulator）',
      'production never uses the simulated telephone (TELEPHONY_DRIVER=simulator)',
    )
  if (role !== 'telephony') {
    if (url && !key)
      return fault('設定 TELEPHONY_URL 時必須一併設定 TELEPHONY_KEY', 'TELEPHONY_URL needs TELEPHONY_KEY')
    if (url && key) return { use: 'remote', url, key }
    if (production) return { use: 'none' }
  }
  if (driver === 'simulator' || (!driver && !env.EXCHANGES && role !== 'telephony'))
    return role === 'telephony' && !key ? NO_KEY : { use: 'simulator', key }
  if (!env.EXCHANGES)
    return role === 'telephony'
      ? { use: 'none' }
      : fault('TELEPHONY_DRIVER=asterisk 時必須設定 EXCHANGES', 'TELEPHONY_DRIVER=asterisk needs EXCHANGES')
  const exchanges = exchangesIn(env.EXCHANGES)
  if ('fault' in exchanges) return exchanges
  return role === 'telephony' && !key ? NO_KEY : { use: 'asterisk', exchanges, key }
}

const fault = (zh: string, en: string) => ({ fault: { zh, en } })
const NO_KEY = fault(
  '電話轉接程式必須設定 TELEPHONY_KEY（至少 32 個字元，與網站相同）',
  'the telephone needs TELEPHONY_KEY (at least 32 characters, the same as the servers)',
)

/** `ari://user:secret@host:port?name=…&site=…&ami=…&ami_user=…&ami_secret=…&phone=wss://…&prompts=/…&tls=1`, by commas. */
function exchangesIn(text: string): ExchangeAddress[] | { fault: Fault } {
  const read = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(exchangeIn)
  const exchanges: ExchangeAddress[] = []
  for (const [i, found] of read.entries()) {
    if (typeof found === 'string')
      return fault(
        `EXCHANGES 第 ${i + 1} 台交換機的設定不完整或不正確（${found}）`,
        `EXCHANGES, exchange ${i + 1}: ${found} is missing or not well-formed`,
      )
    exchanges.push(found)
  }
  if (exchanges.length === 0) return fault('EXCHANGES 沒有任何交換機', 'EXCHANGES names no exchange')
  const names = exchanges.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  return twice
    ? fault(`EXCHANGES 有兩台交換機同名：${twice}`, `EXCHANGES names two exchanges ${twice}`)
    : exchanges
}

/** @returns the exchange, or the name of the part that is wrong */
function exchangeIn(text: string): ExchangeAddress | string {
  if (!text.startsWith('ari://') || !URL.canParse(text)) return 'ari://user:secret@host:port'
  const { hostname, port, username, password, searchParams: part } = new URL(text)
  const ami = part.get('ami')
  const phoneUrl = part.get('phone')
  const wrong = [
    [hostname !== '', 'host'],
    [isPort(port), 'port'],
    [username !== '', 'user'],
    [password !== '', 'secret'],
    [/^[a-z][a-z0-9-]{0,29}$/.test(part.get('name') ?? ''), 'name'],
    [/^[a-z][a-z0-9-]{0,29}$/.test(part.get('site') ?? ''), 'site'],
    [ami === null || isPort(ami), 'ami'],
    [ami === null || !!part.get('ami_user'), 'ami_user'],
    [ami === null || !!part.get('ami_secret'), 'ami_secret'],
    [phoneUrl === null || (/^wss?:\/\//.test(phoneUrl) && URL.canParse(phoneUrl)), 'phone'],
    [/^(\/[\w./-]+)?$/.test(part.get('prompts') ?? ''), 'prompts'],
    [['0', '1', null].includes(part.get('tls')), 'tls'],
  ].find(([isFine]) => !isFine)
  if (wrong) return String(wrong[1])
  return {
    name: part.get('name') ?? '',
    site: part.get('site') ?? '',
    host: hostname,
    port: Number(port),
    tls: part.get('tls') === '1',
    user: decoded(username),
    secret: decoded(password),
    ami:
      (ami && {
        port: Number(ami),
        user: part.get('ami_user') ?? '',
        secret: part.get('ami_secret') ?? '',
      }) ||
      null,
    phoneUrl,
    prompts: part.get('prompts'),
  }
}

/** A secret with a bare percent sign in it is meant as it is written. */
function decoded(part: string) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const isPort = (text: string) => /^[0-9]{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536
