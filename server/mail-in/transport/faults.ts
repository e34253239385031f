import { Refusal } from '../../platform/refusal.ts'

type Failed = Error & {
  code?: string
  authenticationFailed?: boolean
  mailboxMissing?: boolean
  responseStatus?: string
  severity?: string
}

/** What stands between a mailbox and us, in the words that an administrator reads. */
const SENTENCES = {
  'sign-in': '郵件主機不接受這組帳號或密碼，信件仍保留在主機上。請更新密碼，更新後會自動繼續收信。',
  'no-folder': '郵件主機上找不到指定的資料夾，信件仍保留在主機上。請確認資料夾名稱，或等主機重建後自動繼續。',
  certificate: '郵件主機的憑證無法驗證，為保護密碼沒有登入，信件仍保留在主機上。請檢查主機名稱與憑證。',
  unreachable: '連不到郵件主機，信件仍保留在主機上；系統會持續重試，連上後自動補收。',
  password: '已存的密碼無法解開（SECRET_KEY 可能已更換），信件仍保留在主機上。請重新輸入密碼。',
  storage: '檔案儲存空間暫時無法寫入，信件仍保留在主機上；恢復後會自動補收。',
  database: '資料庫暫時無法使用，信件仍保留在主機上；恢復後會自動補收。',
  server: '郵件主機回應異常，信件仍保留在主機上；系統會持續重試。',
} as const

export type Fault = keyof typeof SENTENCES

export const sentenceOf = (fault: Fault) => SENTENCES[fault]

/** The stored password does not open with the SECRET_KEY of today. */
export class PasswordUnreadable extends Error {}

/** Which of the things outside failed, when reading a mailbox failed. */
export function faultOf(error: unknown): Fault {
  const failed = error as Failed
  if (error instanceof PasswordUnreadable) return 'password'
  if (error instanceof Refusal) return 'storage'
  if (failed.authenticationFailed) return 'sign-in'
  if (failed.mailboxMissing) return 'no-folder'
  if (isOfDatabase(failed)) return 'database'
  const { code = '', message = '' } = failed
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code)) return 'certificate'
  if (failed.responseStatus) return 'server'
  if (/^E[A-Z]|TIMEOUT|NoConnection|Closed|StateLogout/.test(code) || /connection/i.test(message))
    return 'unreachable'
  return 'server'
}

const isOfDatabase = ({ severity, code = '', message = '' }: Failed) =>
  severity !== undefined ||
  /^[0-9A-Z]{5}$/.test(code) ||
  /Connection terminated|timeout exceeded when trying to connect/.test(message)

/**
 * Whether it is this mail that cannot be stored, and not the world: then the next mail may still be. PostgreSQL says
 * so with its classes 22 (data), 23 (rules) and 54 (limits); a bug of ours with a TypeError or RangeError.
 */
export function isOfThisMail(error: unknown) {
  const { code = '' } = error as Failed
  return error instanceof TypeError || error instanceof RangeError || /^(22|23|54)[0-9A-Z]{3}$/.test(code)
}
