import type { Facts } from './facts.ts'
import {
  nobodyBusyWithoutALeg,
  noChannelWithoutALiveCall,
  noLiveCallWithoutAChannel,
  numberOf,
} from './invariants-live.ts'

/** Whatever way a number is written, it ends alike. */
const ending = (number: string | null) => (number ?? '').slice(-8)

/**
 * What must hold whatever was taken away, once everything has had its time. Each returns a sentence for whatever is not
 * so.
 */
const INVARIANTS: ((facts: Facts) => string[])[] = [
  oneCaseAnInvite,
  booksOfTheExchanges,
  everythingOfferedIsAccountedFor,
  noLiveCallWithoutAChannel,
  noChannelWithoutALiveCall,
  nobodyBusyWithoutALeg,
  nothingLeftBehind,
  whoWasCutOffIsCalledBack,
  theJournalIsWhole,
]

/** @returns every violation in words; none when all is as it should be */
export const violations = (facts: Facts): string[] => INVARIANTS.flatMap((holds) => holds(facts))

/** Callers whom nobody knows of: taken by an exchange of ours, and no call with a case is there; or cut off and owed nothing. */
export const lostCallers = (facts: Facts): string[] => [
  ...facts.invites
    .filter(({ isTaken, at }) => isTaken && isOurs(facts, at))
    .filter(({ from, at }) => !facts.calls.some((call) => isCallOf(call, from, at) && call.caseId))
    .map(({ from }) => from),
  ...facts.calls.filter((call) => isCutOff(call) && !callbackOf(facts, call)).map(numberOf),
]

const isOurs = ({ exchanges }: Facts, name: string) => exchanges.some((one) => one.name === name)
const isCallOf = (call: Facts['calls'][number], from: string, at: string) =>
  call.direction === 'in' && call.exchange === at && ending(call.fromNumber) === ending(from)
const isCutOff = (call: Facts['calls'][number]) => call.direction === 'in' && call.outcome === 'lost'
const callbackOf = ({ callbacks }: Facts, { id }: Facts['calls'][number]) =>
  callbacks.find(({ callId, kind }) => callId === id && kind === 'lost')

function oneCaseAnInvite(facts: Facts): string[] {
  const { invites, cases } = facts
  const calls = facts.calls.filter(({ direction }) => direction === 'in')
  const known = new Map(cases.map((one) => [one.id as string, one]))
  const wrong: string[] = []
  for (const { from, at, isTaken } of invites.filter((one) => isOurs(facts, one.at))) {
    const found = calls.filter((call) => isCallOf(call, from, at))
    if (isTaken && found.length === 0) wrong.push(`${from} was taken by ${at} and is no call`)
    if (found.length > 1) wrong.push(`${from} reached ${at} once and is ${found.length} calls`)
  }
  for (const call of calls) {
    if (!invites.some(({ from, at }) => isCallOf(call, from, at)))
      wrong.push(`nobody has dialled the call of ${numberOf(call)} at ${call.exchange}`)
    if (!call.caseId || !known.has(call.caseId)) wrong.push(`the call of ${numberOf(call)} has no case`)
    else if (calls.some(({ id, caseId }) => id < call.id && caseId === call.caseId))
      wrong.push(`the case of ${numberOf(call)} is another call's too`)
  }
  return wrong
}

/** What an exchange has written down by itself is a call with a case. */
function booksOfTheExchanges({ records, calls }: Facts): string[] {
  return records
    .filter(({ callRef }) => calls.filter((call) => call.callRef === callRef && call.caseId).length !== 1)
    .filter(({ callRef }) => !calls.some((call) => call.callRef === callRef && call.direction === 'out'))
    .map(({ callRef, from }) => `${callRef} of ${from} is in its exchange's books and not in ours`)
}

const OUTCOMES = ['answered', 'abandoned', 'flowed-out', 'call-back', 'fax', 'lost']

function everythingOfferedIsAccountedFor({ calls, waits, told, figures }: Facts): string[] {
  const wrong: string[] = []
  const over = calls.filter(({ direction, endedAt }) => direction === 'in' && endedAt)
  for (const call of over)
    if (!OUTCOMES.includes(call.outcome ?? '')) wrong.push(`${numberOf(call)} ended as ${call.outcome}`)
  const offered = new Set(told.filter(({ type }) => type === 'call.offered').map(({ callRef }) => callRef))
  const ended = new Set(told.filter(({ type }) => type === 'call.ended').map(({ callRef }) => callRef))
  for (const call of calls.filter(({ direction, source }) => direction === 'in' && source !== 'office')) {
    if (!offered.has(call.callRef)) wrong.push(`the beginning of ${numberOf(call)}'s call was never told`)
    if (call.endedAt && !ended.has(call.callRef))
      wrong.push(`the end of ${numberOf(call)}'s call was never told`)
  }
  const ofWaits = waits.filter(({ outcome }) => outcome !== null)
  const { answered, abandoned, flowedOut, lost } = figures
  const waiting = waits.length - ofWaits.length
  if (figures.offered !== answered + abandoned + flowedOut + lost + waiting)
    wrong.push(`the board has ${figures.offered} offered, and ${answered}+${abandoned}+${flowedOut}+${lost}`)
  if (figures.offered !== waits.length)
    wrong.push(`the board has ${figures.offered} offered, ${waits.length} have waited`)
  for (const { callId, leftAt } of waits) {
    const call = calls.find(({ id }) => id === callId)
    if (!leftAt && call?.endedAt) wrong.push(`${numberOf(call)} waits still, though the call is over`)
  }
  for (const call of over.filter(({ outcome }) => outcome === 'answered'))
    if (!call.answeredAt || !call.agentId) wrong.push(`${numberOf(call)} was answered by nobody`)
  return wrong
}

function nothingLeftBehind({ holds, calls, callbacks, recordings }: Facts): string[] {
  const wrong: string[] = []
  for (const { caseId } of holds) {
    const own = calls.filter((call) => call.caseId === caseId)
    const isOwed = callbacks.some(({ callId, doneAt }) => !doneAt && own.some(({ id }) => id === callId))
    if (!isOwed && own.every(({ endedAt }) => endedAt)) wrong.push(`case ${caseId} is held back for no call`)
  }
  for (const { callId, name, state } of recordings)
    if ((state === 'running' || state === 'paused') && calls.find(({ id }) => id === callId)?.endedAt)
      wrong.push(`recording ${name} runs still, though its call is over`)
  return wrong
}

function whoWasCutOffIsCalledBack(facts: Facts): string[] {
  return facts.calls.filter(isCutOff).flatMap((call) => {
    const callback = callbackOf(facts, call)
    if (!callback) return [`${numberOf(call)} was cut off and nobody is to call back`]
    return callback.doneAt ? [] : [`${numberOf(call)} was cut off and has not been called back`]
  })
}

function theJournalIsWhole({ told, cursors, snapshot }: Facts): string[] {
  const wrong = told
    .filter(({ failed }) => failed !== null)
    .map(({ type, failed }) => `${type} could not be applied: ${failed}`)
  for (const [spoolId, events] of Map.groupBy(told, (event) => event.spoolId)) {
    if (!cursors.some((cursor) => cursor.spoolId === spoolId)) continue
    for (const [i, { seq }] of events.entries())
      if (i > 0 && seq !== events[i - 1]!.seq + 1) wrong.push(`events are missing before ${seq}`)
  }
  if (!cursors.some(({ seq }) => seq === snapshot.seq)) wrong.push('the server has not heard everything yet')
  return wrong
}
