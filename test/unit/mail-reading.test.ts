import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMail } from '../../server/platform/mail/reading/read.ts'
import { hardMails } from '../support/hard-mails/all.ts'
import type { Expected } from '../support/hard-mails/build.ts'
import { summaryOf } from '../support/hard-mails/summary.ts'

const FOLDER = join(import.meta.dirname, '../fixtures/mails')
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -'.eml'.length))

describe('a mail that other programs get wrong', () => {
  test.for(names)('%s is read as it was meant', async (name) => {
    const expected = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Expected
    const mail = await readMail(readFileSync(join(FOLDER, `${name}.eml`)))
    expect(summaryOf(mail, expected)).toEqual(expected)
  })

  test('the files are those that the collection makes', () => {
    expect(names.toSorted()).toEqual(hardMails.map(({ name }) => name).toSorted())
    for (const { name, bytes } of hardMails)
      expect(readFileSync(join(FOLDER, `${name}.eml`)).equals(bytes)).toBe(true)
  })
})
