import { expect, test } from 'vitest'
import { makePassword } from '../../../client/features/admin/make-password.ts'
import { inOrder, PERMISSION_GROUPS, ROLES } from '../../../client/features/admin/roles.ts'
import { dialled } from '../../../client/features/call-backs/dialled.ts'
import { wholeNumber } from '../../../client/platform/whole-number.ts'
import { tabsFor } from '../../../client/screens/admin/tabs.ts'
import { sectionOf } from '../../../client/shell/desk/sections.ts'
import * as identity from '../../../server/identity/api.ts'
import { demandStrong } from '../../../server/identity/passwords.ts'
import { FIRST_PERMISSIONS, PERMISSIONS } from '../../../server/identity/permissions.ts'

test('every role and every permission of the service can be ticked', () => {
  expect(ROLES).toEqual(identity.ROLES)
  expect(Object.values(PERMISSION_GROUPS).flat().toSorted()).toEqual([...PERMISSIONS].toSorted())
})

test('permissions are told in the order of their groups, unknown ones last', () => {
  expect(inOrder(['audit:read', 'future:thing', 'board:read', 'case:work'])).toEqual([
    'case:work',
    'board:read',
    'audit:read',
    'future:thing',
  ])
})

test.each([
  [
    'administrator',
    ['accounts', 'roles', 'agents', 'queues', 'calls', 'mailboxes', 'mails', 'held', 'imports'],
  ],
  ['supervisor', ['agents', 'queues', 'calls', 'mailboxes', 'mails', 'held', 'imports']],
  ['auditor', ['accounts', 'roles']],
  ['tier1-agent', []],
] as const)('the administration shows a %s no more than they may see', (role, keys) => {
  const permissions: readonly string[] = FIRST_PERMISSIONS[role]
  expect(tabsFor((permission) => permissions.includes(permission)).map(({ key }) => key)).toEqual(keys)
})

test('a made password is strong enough, new each time, and has nothing that reads like something else', () => {
  const passwords = Array.from({ length: 200 }, makePassword)
  for (const password of passwords) {
    expect(() => demandStrong(password, 'admin')).not.toThrow()
    expect(password).toMatch(/^(?:[^-0Oo1lIi]{4}-){3}[^-0Oo1lIi]{4}$/)
  }
  expect(new Set(passwords).size).toBe(passwords.length)
})

test.each([
  ['12', 12],
  ['\uff15\uff10 ', 50],
  ['', Number.NaN],
  ['4.5', Number.NaN],
  ['-1', Number.NaN],
  ['\u56db', Number.NaN],
])('%o typed for a number of cases is understood as %d', (typed, number) => {
  expect(wholeNumber(typed)).toBe(number)
})

test.each([
  ['02-5550-0022 #533', 'tel:0255500022;ext=533'],
  ['0912-345-678', 'tel:0912345678'],
  ['+886223979298', 'tel:+886223979298'],
])('%s is dialled as %s', (phone, address) => {
  expect(dialled(phone)).toBe(address)
})

test.each([
  ['/desk/q/closed/115-000731', 'cases'],
  ['/desk/new', 'newCase'],
  ['/desk/mails/0198', 'mails'],
  ['/board', 'board'],
  ['/board/call-backs', 'callBacks'],
  ['/admin/mails', 'admin'],
  ['/desk', undefined],
  ['/administrators', undefined],
])('%s belongs to one section of the rail', (path, key) => {
  expect(sectionOf(path)?.key).toBe(key)
})
