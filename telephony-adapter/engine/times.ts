import { customerOf, legOf, type TimerName } from './call.ts'
import { faxMissing } from './fax.ts'
import { takeDown } from './legs.ts'
import { askMenu, awaitChoice, opened } from './opening.ts'
import { awaitAnswer, surveyDigit } from './survey.ts'
import { ringSentOn } from './transfer.ts'
import { awaitConfirmation, confirmCallBack, waitedTooLong } from './waiting.ts'
import { order, type Work } from './work.ts'

/** Everything whose time has come, in its order. */
export function timeHasCome(work: Work) {
  const { timers } = work.call
  const due = Object.entries(timers).filter(([, at]) => at <= work.now)
  for (const [name] of due.sort(([, a], [, b]) => a - b)) {
    if (work.call.timers[name as TimerName] === undefined) continue
    delete work.call.timers[name as TimerName]
    onTime(work, name as TimerName)
  }
}

function onTime(work: Work, name: TimerName) {
  switch (name) {
    case 'saying':
      return heard(work, work.call.saying?.playId ?? '')
    case 'choose':
      return work.call.phase === 'call-back' ? confirmCallBack(work, null) : askMenu(work)
    case 'wait':
      return waitedTooLong(work)
    case 'answer':
      return surveyDigit(work, null)
    case 'send-on':
      return ringSentOn(work)
    case 'fax':
      return faxMissing(work)
    case 'look':
      work.orders.push({ order: 'look', with: [] })
  }
}

/** What was being said has been heard to its end, or can never be. */
export function heard(work: Work, playId: string) {
  const { call } = work
  if (call.saying?.playId !== playId) return
  const { then, legRef } = call.saying
  call.saying = null
  delete call.timers.saying
  const leg = legOf(call, legRef)
  if (!leg || leg.clearing) return
  switch (then) {
    case 'opened':
      return opened(work)
    case 'choose':
      return awaitChoice(work)
    case 'informed':
      return
    case 'confirm-call-back':
      return awaitConfirmation(work)
    case 'ask-survey':
      return awaitAnswer(work)
    case 'hang-up':
      return takeDown(work, leg, 'normal', call.endsBy === 'agent' ? 'agent' : 'system')
    case 'send-on': {
      const customer = customerOf(call)
      if (customer && call.sendsTo) order(work, 'sendOn', customer.channelId, call.sendsTo)
    }
  }
}
