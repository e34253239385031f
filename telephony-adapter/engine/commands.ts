import type { Command } from '../port.ts'
import { mayDial } from './allowed-number.ts'
import { customerOf, isWaiting } from './call.ts'
import { sendOn } from './ending.ts'
import { record } from './recording.ts'
import { supervise } from './supervise.ts'
import { endByCommand, hold, muteOrLeave, sendDigits, talkingLeg } from './talk.ts'
import { blindTransfer, consult, settleConsult } from './transfer.ts'
import { inform, offer, withdraw } from './waiting.ts'
import { WORDS } from './words.ts'
import { refuse, spoken, type Work } from './work.ts'

/** Does with the call what the server, or in its absence we ourselves, have decided. */
export function obey(work: Work, command: Command, isRoutedHere = false) {
  switch (command.do) {
    case 'offer':
      return offer(work, command, isRoutedHere)
    case 'withdraw':
      return withdraw(work)
    case 'inform':
      return inform(work, command)
    case 'hold':
    case 'retrieve':
      return hold(work, talkingLeg(work, command.agentId), command.do === 'hold')
    case 'mute':
    case 'unmute':
    case 'leave':
      return muteOrLeave(work, { do: command.do, agentId: command.agentId })
    case 'dtmf':
      return sendDigits(work, command)
    case 'blind-transfer':
      return blindTransfer(work, command)
    case 'consult':
      return consult(work, command)
    case 'complete-transfer':
    case 'cancel-consult':
    case 'conference':
      return settleConsult(work, command)
    case 'end':
      return endByCommand(work, command.says)
    case 'divert':
      return divert(work, command.number)
    case 'supervise':
      return supervise(work, command)
    case 'record':
      return record(work, command)
    case 'survey-after':
      return surveyAfter(work, command.isOn)
    default:
      return refuse(work, 'unsupported')
  }
}

function divert(work: Work, number: string) {
  const { call, plan } = work
  if (!isWaiting(call) || !customerOf(call)) return refuse(work, 'gone')
  const isOffice = number === plan?.officeNumber
  if (!isOffice && !(plan && mayDial(plan.dialling, number))) return refuse(work, 'not-allowed')
  sendOn(work, number, isOffice ? 'office' : 'number', spoken(call.language)(WORDS.office))
}

function surveyAfter(work: Work, isOn: boolean) {
  if (work.call.phase !== 'talking') return refuse(work, 'gone')
  work.call.surveyAfter = isOn
}
