import { type Actor, may } from '../platform/actor.ts'
import { formatPhone } from '../platform/zh/phone.ts'

/** Whether this actor sees whole numbers; everybody else enough of them to tell calls apart. */
export const seesNumbers = (actor: Actor) => may(actor, 'call:read-numbers')

/** A number as calls keep it (E.164, `#` and the extension), in the way people write it; what is no number as it is. */
export function numberInWords(kept: string): string {
  const [e164 = '', extension = ''] = kept.split('#')
  return e164.startsWith('+') ? formatPhone({ e164, extension }) : kept
}

/** A number as people write it; masked (`0912-***-678`) for whoever may not see it. */
export function shownNumber(kept: string, whole: boolean): string {
  const shown = numberInWords(kept)
  if (whole) return shown
  const digits = shown.replaceAll(/\D/gu, '').length
  // Area or network and the last three stay: enough to tell calls apart.
  let n = 0
  return shown.replaceAll(/\d/gu, (digit) => {
    n += 1
    return n <= Math.min(4, digits - 6) || n > digits - 3 ? digit : '*'
  })
}
