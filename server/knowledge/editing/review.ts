import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import { cleanText } from '../../platform/zh/text.ts'
import { effectOn } from '../effect.ts'
import { reviewDone } from '../events.ts'
import { makeLive } from '../live.ts'
import { change, type Needs, type OfVersion, step } from './steps.ts'

/**
 * Approves a version: live at once, or by itself on its day. What was live is replaced.
 * @throws Refusal as `lockVersion` and `decideStep`: `entry-needs-second-person` for those who wrote in it
 * @throws Refusal 'conflict' `entry-not-in-force`: the last day on which it holds is past
 */
export const approve = (deps: Needs, order: OfVersion, note: string) =>
  step(deps, order, 'approve', async (trx, { entry, row }, { at, today }) => {
    const effect = effectOn(row, today)
    if (effect === 'past')
      throw new Refusal('conflict', 'entry-not-in-force', {
        from: row.effectiveFrom,
        until: row.effectiveUntil,
      })
    const by = order.actor.id
    const reviewNote = cleanText(note).trim() || null
    await change(trx, row.id, { state: 'approved', reviewedBy: by, reviewedAt: at, reviewNote }, { at, by })
    await emit(trx, reviewDone, { entryId: entry.id, versionId: row.id, isApproved: true })
    if (effect === 'in-force') await makeLive(trx, row.id, at, order)
  })

/** Gives it back to who wrote it. @throws Refusal 'invalid' `knowledge-note-missing` · as `lockVersion`, `decideStep` */
export const giveBack = (deps: Needs, order: OfVersion, note: string) => {
  const reviewNote = cleanText(note).trim()
  if (reviewNote === '')
    throw new Refusal('invalid', 'knowledge-note-missing', { fields: [{ path: '/note', rule: 'required' }] })
  return step(deps, order, 'return', async (trx, { entry, row }, { at }) => {
    const by = order.actor.id
    await change(trx, row.id, { state: 'draft', reviewedBy: by, reviewedAt: at, reviewNote }, { at, by })
    await emit(trx, reviewDone, { entryId: entry.id, versionId: row.id, isApproved: false })
  })
}
