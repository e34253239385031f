import type { Sound } from '../exchange.ts'
import type { AsteriskOptions } from './options.ts'

const LAST_NUMBER = 60
const LONGEST_SILENCE = 10

/** What the exchange plays for these, one after the other. Numbers beyond those that were spoken are put together. */
export const mediaOf = (
  sounds: readonly Sound[],
  promptUri: NonNullable<AsteriskOptions['promptUri']>,
): string[] =>
  sounds.flatMap((sound) => {
    if ('prompt' in sound) return [promptUri(sound.prompt, sound.language)]
    if ('number' in sound)
      return wordsOf(sound.number, sound.language).map((n) => promptUri(`number-${n}`, sound.language))
    if ('silenceMs' in sound) return silence(Math.ceil(sound.silenceMs / 1000))
    return ['sound:beep']
  })

function silence(seconds: number): string[] {
  if (seconds <= 0) return []
  const now = Math.min(seconds, LONGEST_SILENCE)
  return [`sound:silence/${now}`, ...silence(seconds - now)]
}

/** Up to 99 Chinese says 七 十 三; everything else is said digit by digit. */
function wordsOf(number: number, language: string): number[] {
  const whole = Math.max(0, Math.trunc(number))
  if (whole <= LAST_NUMBER) return [whole]
  const digits = [...String(whole)].map(Number)
  if (language !== 'zh-TW' || whole > 99) return digits
  const [tens = 0, ones = 0] = digits
  return ones === 0 ? [tens, 10] : [tens, 10, ones]
}
