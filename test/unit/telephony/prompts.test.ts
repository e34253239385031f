import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WORDS } from '../../../telephony-adapter/engine/words.ts'
import { PROMPT_TEXTS, waitingPrompts } from '../../../telephony-adapter/prompts/texts.ts'

const DIALPLAN = join(import.meta.dirname, '../../../deploy/asterisk/extensions.conf')
const silent = (keys: readonly string[]) =>
  keys.filter((key) => !PROMPT_TEXTS[key]?.['zh-TW'] || !PROMPT_TEXTS[key]?.en)

test('everything that call control says by itself has a text in both languages', () => {
  expect(silent(Object.values(WORDS))).toEqual([])
})

test('whoever waits is told place and time in texts that there are, however long the queue', () => {
  const places = [0, 1, 2, 20, 21, 500]
  const waits = [null, 0, 60, 61, 119, 1800, 3600, 3601, 90_000]
  const said = places.flatMap((place) => waits.flatMap((wait) => waitingPrompts(place, wait, true)))
  expect(silent(said)).toEqual([])
  expect(waitingPrompts(3, 100, true)).toEqual([
    'position-3',
    'wait-about',
    'number-2',
    'wait-minutes',
    'call-back-offer',
  ])
  expect(waitingPrompts(1, null, false)).toEqual(['position-1'])
})

test('what the exchange says while nobody follows it has a text as well', () => {
  const said = [...readFileSync(DIALPLAN, 'utf8').matchAll(/ow-(?:say|file),s,1\(([a-z-]+)\)/g)].map(
    ([, key]) => key!,
  )
  expect(said).toContain('greeting')
  expect(silent(said)).toEqual([])
})
