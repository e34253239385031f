import { expect } from 'vitest'
import type { ReadMail } from '../../server/platform/mail/read-mail.ts'
import { LIMITS } from '../../server/platform/mail/reading/limits.ts'

/** Demands that whatever was read can be stored, shown and bounded. */
export function demandStorable(mail: ReadMail) {
  expect(stringsIn(mail).filter((text) => !text.isWellFormed() || text.includes('\0'))).toEqual([])
  expect(mail.subject.length).toBeLessThanOrEqual(LIMITS.subject)
  expect(mail.text.length).toBeLessThanOrEqual(LIMITS.text)
  expect(mail.quoted.length).toBeLessThanOrEqual(LIMITS.quoted)
  expect(mail.html?.length ?? 0).toBeLessThanOrEqual(LIMITS.html)
  expect(mail.parts.length).toBeLessThanOrEqual(LIMITS.parts)
  expect(mail.headers.length).toBeLessThanOrEqual(LIMITS.headersKept)
  for (const { name, bytes } of mail.parts) {
    expect(name).toMatch(/^[^/\\\p{Cc}]{1,180}$/u)
    expect(bytes).toBeInstanceOf(Uint8Array)
  }
  if (mail.html !== null) demandSafe(mail.html)
}

const TAG = /<([a-z0-9]+)((?:\s[^<>]*)?)>/gi

/** Demands that HTML runs nothing and loads nothing. */
export function demandSafe(html: string) {
  for (const [whole, name = '', attributes = ''] of html.matchAll(TAG)) {
    expect(whole).not.toMatch(
      /^<(script|style|iframe|object|embed|form|input|base|meta|link|svg|math|video|audio)/i,
    )
    for (const [, attribute = '', value = ''] of attributes.matchAll(/\s([a-z-]+)="([^"]*)"/gi)) {
      expect(attribute).not.toMatch(/^(on|srcset|background|id|formaction|action|poster|data)/i)
      if (attribute === 'src') expect(value).toMatch(/^cid:/)
      if (attribute === 'href') expect(value).toMatch(/^(https?:|mailto:)/i)
      if (attribute === 'style') expect(value).not.toMatch(/url|position|expression|@|\\|z-index/i)
      expect(name).toBeTruthy()
    }
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array || value instanceof Date)
    return []
  return Object.values(value).flatMap(stringsIn)
}
