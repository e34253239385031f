import type { TelephonyEvents } from '../port.ts'
import { endAll } from './ending.ts'
import { tell, type Work } from './work.ts'

/** A fax has come, as far as it came: the call was that. */
export function faxKept(work: Work, fax: TelephonyEvents['fax.received']) {
  const { call } = work
  tell(work, 'fax.received', fax)
  call.outcome = 'fax'
  const caller = call.legs.findIndex((leg) => leg.side === 'customer')
  if (caller >= 0) call.legs.splice(caller, 1)
  endAll(work, 'normal', 'caller')
}

/** Nothing has come of it: a case is made of the attempt all the same. */
export function faxMissing(work: Work) {
  const { callRef, from, to } = work.call
  const nothing = { pages: 0, isComplete: false, station: null, sha256: null, bytes: 0 }
  faxKept(work, { ...nothing, name: `fax-${callRef}`, from, to, error: 'nothing was received' })
}
