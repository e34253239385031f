import { describe, expect, test } from 'vitest'
import {
  formOf,
  type MailboxForm,
  missingOf,
  settingsOf,
} from '../../../client/features/admin/mailboxes/form.ts'
import type { Mailbox } from '../../../server/api.ts'

const mailbox = {
  id: 3,
  address: 'pay@onewindow.example',
  name: '待遇信箱',
  kind: 'mail',
  queueId: 2,
  defaultSystemId: 7,
  signature: '人事系統服務台',
  source: 'imap',
  imap: { host: 'imap.example', port: 1993, security: 'tls', user: 'pay', folder: 'INBOX' },
  paused: false,
  closedRule: 'reopen',
  closedDays: 14,
  subjectRule: 'follow-up',
  acknowledges: false,
} as Mailbox

const filled = (change: Partial<MailboxForm> = {}): MailboxForm => ({ ...formOf(mailbox), ...change })

describe('a mailbox that is set up', () => {
  test('saved without a change is as it was, and keeps its password', () => {
    const { id, ...settings } = mailbox
    expect(missingOf(filled(), mailbox)).toEqual([])
    expect(settingsOf(filled())).toEqual(settings)
  })

  test('takes a new password, and loses where it is fetched when it is delivered instead', () => {
    expect(settingsOf(filled({ password: 'geheim' }))).toMatchObject({ password: 'geheim' })
    expect(settingsOf(filled({ source: 'smtp', password: 'geheim' }))).toMatchObject({ imap: null })
    expect(settingsOf(filled({ source: 'smtp', password: 'geheim' }))).not.toHaveProperty('password')
  })
})

test('a new mailbox names everything that is missing', () => {
  expect(missingOf(formOf())).toEqual(['address', 'name', 'queue', 'system', 'host', 'user', 'password'])
  expect(missingOf({ ...formOf(), source: 'none' })).toEqual(['address', 'name', 'queue', 'system'])
})

test.each([
  [{ address: 'pay at example' }, ['address']],
  [{ port: '70000' }, ['port']],
  [{ port: '９９３' }, []],
  [{ closedDays: '-1' }, ['closedDays']],
  [{ closedDays: '' }, ['closedDays']],
  [{ folder: ' ' }, ['folder']],
  [{ folder: ' ', source: 'none' }, []],
] as const)('with %j typed, what is wrong is %j', (change, missing) => {
  expect(missingOf(filled(change), mailbox)).toEqual(missing)
})

test('a mailbox that becomes a fetched one needs a password', () => {
  const before = { ...mailbox, source: 'smtp', imap: null } as Mailbox
  expect(missingOf(filled(), before)).toEqual(['password'])
})
