import type { ReadMail } from '../read-mail.ts'

type Said = (name: string) => string | null

const ANSWERS =
  /^\s*(自動回覆|自动回复|自動回信|自動返信|自動応答|automatic reply|auto[- ]?reply|autoreply|auto response|out of office|out of the office|不在辦公室|外出自動回覆|不在通知|abwesenheitsnotiz|automatische antwort|réponse automatique|자동 ?회신|부재중)\s*([:：\-–—]|$|(自動|\())/i
const MACHINES = /^(mailer-daemon|mail-daemon|maildaemon|postmaster|microsoftexchange[0-9a-f]*)@/i

/** Whether a machine wrote this (RFC 3834), as its header says in one of the many ways there are. */
export function automaticKind(
  said: Said,
  from: string,
  subject: string,
  isReport: boolean,
): ReadMail['automatic'] {
  const submitted = (said('auto-submitted') ?? '').toLowerCase().split(/[;\s(]/)[0] ?? ''
  if (submitted === 'auto-replied') return 'auto-replied'
  if (submitted !== '' && submitted !== 'no') return 'auto-generated'
  const precedence = (said('precedence') ?? '').toLowerCase()
  if (
    precedence === 'auto_reply' ||
    has(said, ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-autoreply-from', 'x-mail-autoreply'])
  )
    return 'auto-replied'
  if (ANSWERS.test(subject)) return 'auto-replied'
  if (isReport || MACHINES.test(from) || isEmptyPath(said('return-path'))) return 'auto-generated'
  if (has(said, ['list-id', 'list-post', 'x-mailing-list', 'mailing-list']) || precedence === 'list')
    return 'list'
  if (precedence === 'bulk' || precedence === 'junk' || has(said, ['list-unsubscribe', 'x-campaign-id']))
    return 'bulk'
  const suppressed = (said('x-auto-response-suppress') ?? '').toLowerCase()
  return /\b(all|autoreply)\b/.test(suppressed) ? 'auto-generated' : 'no'
}

const has = (said: Said, names: string[]) =>
  names.some((name) => {
    const value = said(name)
    return value !== null && !/^\s*(no|false|0)?\s*$/i.test(value)
  })

const isEmptyPath = (path: string | null) => path !== null && path.trim() === '<>'
