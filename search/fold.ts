import { Converter } from 'opencc-js/t2cn'
import { VARIANTS } from './variants.ts'

/** Every Han character of the Basic Multilingual Plane; rarer ones are written by their own forms only. */
const HAN = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
] as const

/**
 * Form → the form that it is found by. Traditional becomes Simplified, character by character: several Traditional
 * forms share one Simplified form (復複覆 → 复), so that whoever types either, or the other's, finds the same; the
 * other direction would have to guess.
 */
function keptForms(): ReadonlyMap<string, string> {
  const forms = HAN.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)),
  )
  const simplified = Converter({ from: 'tw', to: 'cn' })(forms.join('\n')).split('\n')
  const kept = new Map(
    forms.flatMap((form, i) => {
      const other = simplified[i]
      return other === undefined || other === form ? [] : [[form, other]]
    }),
  )
  const formOf = (form: string): string => {
    const next = kept.get(form)
    return next === undefined || next === form ? form : formOf(next)
  }
  for (const [other, form] of VARIANTS) {
    const [from, to] = [formOf(other), formOf(form)]
    if (from !== to) kept.set(from, to)
  }
  return new Map([...kept.keys()].map((form) => [form, formOf(form)]))
}

// Always the same; made when first needed, so that a server that starts does not wait a tenth of a second for it.
let made: ReadonlyMap<string, string> | undefined

/** A text as it is found, and of each of its UTF-16 units where it began in the text as it was written. */
export type Folded = { text: string; at: number[] }

/** A character with what is combined with it, and with what nobody sees. */
const CHARACTER = /[^\p{M}\p{DI}\uff9e\uff9f][\p{M}\p{DI}\uff9e\uff9f]*|[\p{M}\p{DI}\uff9e\uff9f]+/gu
const UNSEEN = /\p{DI}/gu
const CONTROL = /\p{Cc}/u
/** Has no form but those in the table. */
const isPlainHan = (written: string) => written.length === 1 && written >= '\u4e00' && written <= '\u9fff'

/**
 * One form of what people type in several: width, case, compatible and variant characters, both ways of writing.
 * Characters that nobody sees are left out, those that control are spaces, half a surrogate pair is U+FFFD.
 */
export function folded(text: string): Folded {
  made ??= keptForms()
  let result = ''
  const at: number[] = []
  for (const { 0: written, index } of text.toWellFormed().matchAll(CHARACTER)) {
    const form = isPlainHan(written) ? (made.get(written) ?? written) : formOf(written, made)
    for (let i = 0; i < form.length; i++) at.push(index)
    result += form
  }
  return { text: result, at }
}

function formOf(written: string, kept: ReadonlyMap<string, string>) {
  let form = ''
  for (const c of written.replace(UNSEEN, '').normalize('NFKC').toLowerCase())
    form += CONTROL.test(c) ? ' ' : (kept.get(c) ?? c)
  return form
}

export const fold = (text: string): string => folded(text).text
