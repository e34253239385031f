import type { Api, Input, Mailbox } from '../../../../server/api.ts'
import { wholeNumber } from '../../../platform/whole-number.ts'

export type MailboxSettings = Input<Api['POST /mailboxes']>['body']
type Place = NonNullable<MailboxSettings['imap']>

/** What is typed about a mailbox: numbers are text until they are understood. */
export type MailboxForm = Omit<
  MailboxSettings,
  'imap' | 'password' | 'queueId' | 'defaultSystemId' | 'closedDays'
> &
  Omit<Place, 'port'> & {
    port: string
    password: string
    queueId: string
    defaultSystemId: string | null
    closedDays: string
  }

export const PORTS: Record<Place['security'], string> = { tls: '993', starttls: '143', none: '143' }

const NOWHERE = { host: '', port: PORTS.tls, security: 'tls', user: '', folder: 'INBOX' } as const

/** A mailbox as it is, or a new one as most are. */
export function formOf(mailbox?: Mailbox): MailboxForm {
  const { host, port, security, user, folder } = mailbox?.imap ?? NOWHERE
  return {
    address: mailbox?.address ?? '',
    name: mailbox?.name ?? '',
    kind: mailbox?.kind ?? 'mail',
    queueId: mailbox ? String(mailbox.queueId) : '',
    defaultSystemId: mailbox ? String(mailbox.defaultSystemId) : null,
    signature: mailbox?.signature ?? '',
    source: mailbox?.source ?? 'imap',
    host,
    port: String(port),
    security,
    user,
    folder,
    password: '',
    paused: mailbox?.paused ?? false,
    closedRule: mailbox?.closedRule ?? 'reopen',
    closedDays: String(mailbox?.closedDays ?? 30),
    subjectRule: mailbox?.subjectRule ?? 'new-case',
    acknowledges: mailbox?.acknowledges ?? true,
  }
}

export type Missing =
  | 'address'
  | 'name'
  | 'queue'
  | 'system'
  | 'host'
  | 'port'
  | 'user'
  | 'folder'
  | 'password'
  | 'closedDays'

/** What every part of the form is given. */
export type FieldsProps = {
  form: MailboxForm
  write: (change: Partial<MailboxForm>) => void
  errorOf: (field: Missing) => { error?: string }
}

const isWithin = (text: string, least: number, most: number) => {
  const number = wholeNumber(text)
  return number >= least && number <= most
}

/** What must be filled in or mended before it can be saved. A mailbox that is fetched already keeps its password. */
export function missingOf(form: MailboxForm, before?: Mailbox): Missing[] {
  const missing: [Missing, boolean][] = [
    ['address', !/^[^\s@]+@[^\s@]+$/.test(form.address.trim())],
    ['name', !form.name.trim()],
    ['queue', !form.queueId],
    ['system', !form.defaultSystemId],
    ['closedDays', !isWithin(form.closedDays, 0, 3650)],
  ]
  if (form.source === 'imap')
    missing.push(
      ['host', !form.host.trim()],
      ['port', !isWithin(form.port, 1, 65_535)],
      ['user', !form.user.trim()],
      ['folder', !form.folder.trim()],
      ['password', !form.password && before?.source !== 'imap'],
    )
  return missing.flatMap(([field, isMissing]) => (isMissing ? [field] : []))
}

/** What is sent, once nothing is missing. */
export const settingsOf = (form: MailboxForm): MailboxSettings => ({
  address: form.address.trim().toLowerCase(),
  name: form.name.trim(),
  kind: form.kind,
  queueId: Number(form.queueId),
  defaultSystemId: Number(form.defaultSystemId),
  signature: form.signature.trimEnd(),
  source: form.source,
  imap:
    form.source === 'imap'
      ? {
          host: form.host.trim(),
          port: wholeNumber(form.port),
          security: form.security,
          user: form.user.trim(),
          folder: form.folder.trim(),
        }
      : null,
  ...(form.source === 'imap' && form.password && { password: form.password }),
  paused: form.paused,
  closedRule: form.closedRule,
  closedDays: wholeNumber(form.closedDays),
  subjectRule: form.subjectRule,
  acknowledges: form.acknowledges,
})
