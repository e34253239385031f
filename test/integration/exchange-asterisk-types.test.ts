import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ariTypes } from '../../scripts/lib/ari-types.ts'
import { installation } from '../support/asterisk/instance.ts'

/** Without what a formatter may do differently. */
const bare = (text: string) => text.replaceAll(/\s+/g, '').replaceAll(/([:=|(])\|/g, '$1')

test('what we think the exchange understands is what this very exchange says of itself', async () => {
  const said = ariTypes(join(installation(), 'root/usr/share/asterisk/rest-api'))
  const kept = await readFile(
    join(import.meta.dirname, '../../telephony-adapter/asterisk/ari-types.gen.ts'),
    'utf8',
  )
  expect(bare(kept)).toBe(bare(said))
})
