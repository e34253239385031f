import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Role, telephonyOf } from './telephony-config.ts'

const Url = (scheme: string) => Type.Optional(Type.String({ pattern: `^${scheme}://`, minLength: 8 }))

const Environment = Type.Object({
  EDITION: Type.Optional(Type.Enum(['embedded', 'production'])),
  PORT: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}$' })),
  HOST: Type.Optional(Type.String({ minLength: 1 })),
  PUBLIC_URL: Url('https?'),
  DATA_DIR: Type.Optional(Type.String({ minLength: 1 })),
  SECRET_KEY: Type.Optional(Type.String({ minLength: 32 })),
  DATABASE_URL: Url('postgres(ql)?'),
  REDIS_URL: Url('rediss?'),
  MEILI_URL: Url('https?'),
  MEILI_KEY: Type.Optional(Type.String({ minLength: 16 })),
  SMTP_URL: Url('smtps?'),
  MAIL_FROM: Type.Optional(Type.String({ minLength: 3 })),
  MAIL_IN_LISTEN: Type.Optional(Type.String({ pattern: '^(\\[[0-9A-Fa-f:.]+\\]|[^:\\[\\]]+):[0-9]{1,5}$' })),
  MAIL_IN_CERT: Type.Optional(Type.String({ minLength: 1 })),
  MAIL_IN_KEY: Type.Optional(Type.String({ minLength: 1 })),
  FILES_URL: Url('(file|s3)'),
  HR_URL: Url('https?'),
  CLAMAV_URL: Url('tcp'),
  TELEPHONY_DRIVER: Type.Optional(Type.Enum(['asterisk', 'simulator'])),
  TELEPHONY_URL: Url('https?'),
  TELEPHONY_KEY: Type.Optional(Type.String({ minLength: 32 })),
  EXCHANGES: Type.Optional(Type.String({ minLength: 1 })),
  DOCUMENTS_DIR: Type.Optional(Type.String({ minLength: 1 })),
  ADMIN_LOGIN: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  ADMIN_PASSWORD: Type.Optional(Type.String({ minLength: 12, maxLength: 200 })),
  TRUST_PROXY: Type.Optional(Type.Enum(['0', '1'])),
  DEMONSTRATION: Type.Optional(Type.Enum(['0', '1'])),
  LOG_LEVEL: Type.Optional(Type.Enum(['silent', 'error', 'warn', 'info', 'debug'])),
})
type Environment = Static<typeof Environment>
/** The names of all that may be said. */
export const VARIABLES: readonly string[] = Object.keys(Environment.properties)

/** Any of these, or EDITION, says that the installation is a production one: then no secret and no service has a default. */
const PRODUCTION = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL'] as const
const NEEDED_IN_PRODUCTION = [
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'FILES_URL',
  'PUBLIC_URL',
  'SECRET_KEY',
] as const

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

export type Config = ReturnType<typeof readConfig>

/** The environment does not allow a start; the message names every variable concerned. */
export class BadEnvironment extends Error {}

/**
 * Reads the environment once, at the start. The part that follows the exchanges needs none of the services.
 * @throws BadEnvironment naming every variable that is wrong, or missing in production
 */
export function readConfig(environment: Record<string, string | undefined>, role: Role = 'server') {
  const env = checked(withoutEmpty(environment))
  const production = env.EDITION === 'production' || PRODUCTION.some((name) => env[name] !== undefined)
  const needed = production && role !== 'telephony' ? NEEDED_IN_PRODUCTION : []
  const missing = needed.filter((name) => env[name] === undefined)
  if (production && env.MEILI_URL && !env.MEILI_KEY) missing.push('MEILI_KEY' as never)
  if (missing.length > 0)
    throw new BadEnvironment(
      `缺少正式環境必要的環境變數，尚未啟動：${missing.join('、')}。請設定後再啟動。\nNot started: production needs ${missing.join(', ')}. Please set them and start again.`,
    )
  if ((env.MAIL_IN_CERT === undefined) !== (env.MAIL_IN_KEY === undefined))
    throw new BadEnvironment(
      'MAIL_IN_CERT 與 MAIL_IN_KEY 必須同時設定，尚未啟動。\nNot started: MAIL_IN_CERT and MAIL_IN_KEY belong together.',
    )
  const telephony = telephonyOf(env, production, role)
  if ('fault' in telephony)
    throw new BadEnvironment(
      `${telephony.fault.zh}，尚未啟動。請對照 docs/operations.md 修正。\nNot started: ${telephony.fault.en}. See docs/operations.md.`,
    )
  const host = env.HOST ?? '127.0.0.1'
  const port = Number(env.PORT ?? 3000)
  const onLoopback = LOOPBACK.includes(host)
  return {
    edition: production ? ('production' as const) : ('embedded' as const),
    host,
    port,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: env.DATA_DIR ?? './data',
    secretKey: env.SECRET_KEY,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    meiliUrl: env.MEILI_URL,
    meiliKey: env.MEILI_KEY,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? '人事資訊系統客服中心 <service@onewindow.example>',
    /** Where a mail server delivers to us; nowhere unless it is named. */
    mailIn: env.MAIL_IN_LISTEN ? mailInOf(env.MAIL_IN_LISTEN, env.MAIL_IN_CERT, env.MAIL_IN_KEY) : undefined,
    filesUrl: env.FILES_URL,
    hrUrl: env.HR_URL,
    clamavUrl: env.CLAMAV_URL,
    telephony,
    documentsDir: env.DOCUMENTS_DIR,
    firstAdministrator:
      env.ADMIN_LOGIN && env.ADMIN_PASSWORD
        ? { login: env.ADMIN_LOGIN, password: env.ADMIN_PASSWORD }
        : undefined,
    trustProxy: env.TRUST_PROXY === '1',
    /** Demonstration organisation: loaded into an empty embedded database; its accounts are shown on loopback only. */
    demonstration: !production && env.DEMONSTRATION !== '0',
    showsAccounts: !production && env.DEMONSTRATION !== '0' && onLoopback,
    logLevel: env.LOG_LEVEL ?? (production ? 'info' : 'warn'),
  }
}

function mailInOf(listen: string, cert: string | undefined, key: string | undefined) {
  const colon = listen.lastIndexOf(':')
  return {
    host: listen.slice(0, colon).replace(/[[\]]/g, ''),
    port: Number(listen.slice(colon + 1)),
    cert,
    key,
  }
}

const withoutEmpty = (environment: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))

function checked(environment: object): Environment {
  const check = Compile(Environment)
  if (check.Check(environment)) return environment as Environment
  const names = [...new Set([...check.Errors(environment)].map((e) => e.instancePath.slice(1) || e.message))]
  throw new BadEnvironment(
    `環境變數的內容不符合規定，尚未啟動：${names.join('、')}。請對照 docs/operations.md 修正。\nNot started: these variables are not well-formed: ${names.join(', ')}. See docs/operations.md.`,
  )
}
