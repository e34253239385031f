import type { MissedCall } from '../exchange.ts'
import { type Ground, type Link, rememberEnded, tellOf } from './ground.ts'
import { recordingEnded } from './media.ts'

/** So long what was told has to become safe, before the exchange may forget it. */
const SAFE_MS = 1_000

/**
 * Tells of the calls that the exchange's own queue has served while nobody followed, each from its beginning to its end.
 * They were never ready for us: `call.ready` is not told of them.
 * @returns how many
 */
export async function tellMissed(ground: Ground, link: Link): Promise<number> {
  const missed = await link.exchange.missed().catch(() => [])
  const news = missed.filter(({ callRef }) => !ground.ended.has(callRef) && !ground.calls.has(callRef))
  for (const call of news) tellWhole(ground, link, call)
  if (missed.length > 0) {
    const callRefs = missed.map(({ callRef }) => callRef)
    const cancel = ground.clock.after(SAFE_MS, () => {
      link.cancels.delete(cancel)
      link.exchange.forgetMissed(callRefs).catch(() => {})
    })
    link.cancels.add(cancel)
  }
  return news.length
}

function tellWhole(ground: Ground, link: Link, call: MissedCall) {
  const { callRef, from, to, answeredAt, extension, survey, recording } = call
  const legRef = `leg-${callRef}-1`
  const agentId = ground.plan()?.agents.find((agent) => agent.extension === extension)?.agentId ?? null
  const leg = { role: 'agent', agentId, extension, number: null } as const
  const at = (time: string, ofLeg = false) => ({
    callRef,
    legRef: ofLeg ? legRef : null,
    at: Date.parse(time),
    isReconstructed: true,
  })
  const ended = at(call.endedAt)
  tellOf(ground, link, 'call.offered', { from, to, channel: 'phone', display: null }, at(call.arrivedAt))
  if (answeredAt) {
    tellOf(ground, link, 'leg.established', leg, at(answeredAt, true))
    const cleared = { ...leg, cause: 'normal', by: 'unknown' } as const
    tellOf(ground, link, 'leg.cleared', cleared, at(call.endedAt, true))
  }
  if (survey) tellOf(ground, link, 'survey.asked', {}, ended)
  if (survey) tellOf(ground, link, 'survey.answered', survey, ended)
  rememberEnded(ground, callRef)
  tellOf(ground, link, 'call.ended', { outcome: call.outcome, by: 'unknown' }, ended)
  if (recording) void recordingEnded(ground, link, { name: recording, ms: 0, failed: null }, callRef)
}
