import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { agentLegChanged } from '../acd/agent-legs.ts'
import { askForCallBack } from '../acd/callbacks.ts'
import { waitForAgent } from '../acd/wait.ts'
import { numberInWords } from '../mask.ts'
import { noteFax } from '../media/note-fax.ts'
import { noteRecording } from '../media/note-recording.ts'
import { noteSurvey } from '../media/note-survey.ts'
import type { Call } from '../tables.ts'
import { concern, say, sayAndRename, takeWithCall, withdrawBy } from './case-of-call.ts'
import type { Effect } from './effects.ts'
import { endOfCall } from './end-of-call.ts'
import type { Known, Scene } from './load.ts'
import { noteSupervision } from './supervision.ts'
import { takeBackLoss } from './take-back-loss.ts'
import { closedTitleOf, faxTitleOf, isAutomaticTitle, missedInWords } from './words.ts'

/** Does what follows from an event, its rows written: to the case, the agents, the queue. */
export async function perform(trx: Trx, call: Call, effect: Effect, scene: Scene): Promise<void> {
  const { known, at, now, isPast, vain } = scene
  if (isPast && (effect.do === 'wait' || effect.do === 'leg')) return
  switch (effect.do) {
    case 'begin':
      return begun(trx, call, scene)
    case 'concern':
      return concern(trx, call, effect.systemId, at)
    case 'wait': {
      const { front, wants } = effect
      await waitForAgent(trx, { callId: call.id, at, now, front, vain, ...(wants && { wants }) })
      return
    }
    case 'leg':
      return agentLegChanged(trx, { call, leg: effect.leg, change: changeOf(effect), at, now })
    case 'answered':
      return answered(trx, call, effect, scene)
    case 'missed': {
      const who = known.nameOf(effect.agentId)
      return say(trx, call, { what: 'missed', text: missedInWords(who, effect.cause), who, at })
    }
    case 'moved':
      return moved(trx, call, effect, scene)
    case 'joined': {
      const who = effect.agentIds.map((id) => known.nameOf(id)).join('、')
      return say(trx, call, { what: 'joined', text: `三方通話：${who}`, who, at })
    }
    case 'diverted':
      return diverted(trx, call, effect, at)
    case 'call-back-asked': {
      await askForCallBack(trx, { call, number: effect.number, at })
      const text = `來電者不再等候，請回電 ${numberInWords(effect.number)}，保留原來的順位。`
      return say(trx, call, { what: 'call-back-asked', text, at })
    }
    case 'ended':
      return endOfCall(trx, call, scene)
    case 'resumed':
      return takeBackLoss(trx, call, scene)
    case 'supervised':
      return noteSupervision(trx, effect.event, call, known)
    case 'surveyed':
      return noteSurvey(trx, effect.event, call)
    case 'recorded':
      return noteRecording(trx, effect.event, call)
    case 'faxed':
      return noteFax(trx, effect.event, call)
  }
}

type Changed = Parameters<typeof agentLegChanged>[1]['change']
const changeOf = ({ change, cause }: Extract<Effect, { do: 'leg' }>): Changed =>
  change === 'failed' || change === 'cleared'
    ? { type: `leg.${change}`, cause: cause ?? 'normal' }
    : { type: `leg.${change}` }

/** A call of ours that was made from a case is told there; of any other its case tells from the first line on. */
async function begun(trx: Trx, call: Call, { known, at }: Scene) {
  if (call.openedCase) return
  const who = known.nameOf(call.agentId)
  await say(trx, call, { what: 'dialled', text: `${who}撥出 ${numberInWords(call.toNumber)}`, who, at })
}

async function answered(
  trx: Trx,
  call: Call,
  { agentId, formerId }: Extract<Effect, { do: 'answered' }>,
  { known, at }: Scene,
) {
  const who = known.nameOf(agentId)
  const text = call.direction === 'out' ? `${numberInWords(call.toNumber)} 接通，由${who}通話` : `${who}接聽`
  const line = { what: 'answered', text, who, at }
  const queueId = formerId ? queueOf(known, agentId) : null
  await takeWithCall(trx, call, line, { agentId, formerId, queueId })
}

const queueOf = ({ agents }: Known, id: Id<'person'> | null) => (id && agents.get(id)?.queueId) || null

async function moved(
  trx: Trx,
  call: Call,
  { kind, fromId, toId, to, isTaken }: Extract<Effect, { do: 'moved' }>,
  { known, at }: Scene,
) {
  const from = known.nameOf(fromId)
  const who = toId ? known.nameOf(toId) : to === 'queue' ? '等候佇列' : numberInWords(known.numberOf(to))
  const text = kind === 'consult' ? `${from}諮詢後轉接給${who}` : `${from}轉接給${who}`
  const line = { what: 'transferred', text, who, at }
  if (isTaken)
    await takeWithCall(trx, call, line, { agentId: toId, formerId: fromId, queueId: queueOf(known, toId) })
  else await say(trx, call, line)
}

const DIVERTED = {
  closed: '非服務時間，已播放說明',
  office: '無人可接聽，轉至辦公室交換機',
  number: '轉至其他號碼',
  fax: '來電為傳真，改由傳真接收',
  'too-many-calls': '同一號碼短時間內來電過多，已播放說明並結束',
} as const

async function diverted(trx: Trx, call: Call, { reason, to }: Extract<Effect, { do: 'diverted' }>, at: Date) {
  const text = to === null ? DIVERTED[reason] : `${DIVERTED[reason]} ${numberInWords(to)}`
  const line = { what: `diverted-${reason}`, text, at }
  if (reason === 'too-many-calls') return withdrawBy(trx, call, line, '同一號碼短時間內來電過多')
  if (reason === 'closed')
    return sayAndRename(trx, call, line, { title: closedTitleOf(call), isAutomatic: isAutomaticTitle })
  if (reason === 'fax' && call.openedCase)
    return sayAndRename(trx, call, line, {
      channel: 'fax',
      title: faxTitleOf(call),
      isAutomatic: isAutomaticTitle,
    })
  return say(trx, call, line)
}
