import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isReplySignature,
  numberInReplyAddress,
  replyAddressOf,
  withoutTag,
} from '../../server/cases/reply-address.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import { type Id, newId } from '../../server/platform/values.ts'

const secrets = secretsFrom('a secret of forty characters for a test.')
const others = secretsFrom('another secret, of somebody else’s product')
const id = '0196b0a0-0000-7000-8000-000000000731' as Id<'case'>
const number = '115-000731'

test('the answer to a letter names its case and proves that a letter of ours was had', () => {
  const address = replyAddressOf(secrets, 'help@agency.gov.tw', { id, number })
  expect(address).toMatch(/^help\+115-000731\.[0-9a-z]{16}@agency\.gov\.tw$/)
  const claimed = numberInReplyAddress(address)
  expect(claimed).toMatchObject({ year: 115, seq: 731 })
  expect(isReplySignature(secrets, id, claimed?.signature ?? '')).toBe(true)
})

test('a mail system that changes capitals does no harm', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (up) => {
      const address = replyAddressOf(secrets, 'help@agency.gov.tw', { id, number })
      const changed = [...address].map((c, n) => (up[n] ? c.toUpperCase() : c.toLowerCase())).join('')
      const claimed = numberInReplyAddress(changed)
      return claimed !== undefined && isReplySignature(secrets, id, claimed.signature)
    }),
  )
})

test('the address of one case opens no other, nor does one made with another key', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 40 }).map((at) => newId<'case'>(at)),
      (other) => {
        const { signature } = numberInReplyAddress(
          replyAddressOf(secrets, 'help@agency.gov.tw', { id: other, number }),
        )!
        const foreign = numberInReplyAddress(replyAddressOf(others, 'help@agency.gov.tw', { id, number }))!
        return !isReplySignature(secrets, id, signature) && !isReplySignature(secrets, id, foreign.signature)
      },
    ),
  )
})

test.each([
  'help@agency.gov.tw',
  'help+115-000731@agency.gov.tw',
  'help+115-000731.short@agency.gov.tw',
  'help+news.0123456789abcdef@agency.gov.tw',
  'help+115-000000.0123456789abcdef@agency.gov.tw',
  '+115-000731.0123456789abcdef',
  '',
])('“%s” is no reply address', (address) => {
  expect(numberInReplyAddress(address)).toBeUndefined()
})

test('a mailbox whose name leaves no room is answered at its own address', () => {
  const long = `${'a'.repeat(50)}@agency.gov.tw`
  expect(replyAddressOf(secrets, long, { id, number })).toBe(long)
})

test('a mailbox that has a tag itself keeps it, and the case’s own is the last', () => {
  const address = replyAddressOf(secrets, 'help+tw@agency.gov.tw', { id, number })
  expect(numberInReplyAddress(address)).toMatchObject({ year: 115, seq: 731 })
})

test('whatever stands behind the plus, the mail is for the mailbox', () => {
  expect(withoutTag(' Help+115-000731.abc@Agency.GOV.tw ')).toBe('help@agency.gov.tw')
  expect(withoutTag('help@agency.gov.tw')).toBe('help@agency.gov.tw')
})
