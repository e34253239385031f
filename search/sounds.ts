import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const known = new Map<string, string>()

/** How a character sounds, without its tone and without what many do not tell apart: zh and z, ch and c, sh and s, -ng and -n. */
export function soundsOf(character: string): string {
  const heard = known.get(character)
  if (heard !== undefined) return heard
  // Its dictionary is read when first needed: a server that starts does not wait for it.
  const { pinyin } = require('pinyin-pro') as typeof import('pinyin-pro')
  const sound = pinyin(character, { toneType: 'none', v: true })
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
  known.set(character, sound)
  return sound
}
