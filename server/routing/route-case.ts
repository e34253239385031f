import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { skilledFor } from './best-agent.ts'
import { keepFruitless } from './decisions.ts'
import type { NobodyReason } from './reasons.ts'
import { type Obstacle, obstacleOf } from './rules.ts'
import { readTerms, type Terms } from './terms.ts'
import { MOST_IDLE_ROUNDS, tryToOffer } from './try-to-offer.ts'
import { isStillMeant, readWaiting, untilUnlocked, type WaitingCase } from './waiting-cases.ts'
import { withdrawOffers } from './withdraw-offers.ts'

/**
 * Sees that a case that waits is offered to the best agent who may get it, or keeps why it goes on waiting.
 * Called whenever the case may have begun to wait; harmless at any time.
 *
 * An agent found for it first gets what has waited longest for them, should that be another case; then one is looked
 * for again. So a new case never overtakes an old one of the same priority.
 */
export async function routeCase(deps: Pick<Deps, 'db' | 'now'>, { caseId }: { caseId: Id<'case'> }) {
  for (let idle = 0; idle < MOST_IDLE_ROUNDS; idle++) {
    const work = await readWaiting(deps.db, caseId)
    if (!work) return
    if (work.offer && isStillMeant(work)) return
    if (work.offer) {
      await withdrawOffers(deps, { caseId })
      continue
    }
    const came = work.paused ? await keepPaused(deps, work) : await tryOnce(deps, work)
    if (came === 'settled') return
    if (came === 'others first') idle = 0
  }
  throw new Error(`routing of case ${caseId} does not settle`)
}

async function tryOnce(deps: Pick<Deps, 'db' | 'now'>, work: WaitingCase) {
  const at = deps.now()
  const terms = await readTerms(deps.db, at)
  const step = await tryToOffer(deps, [work.id], { goal: { caseId: work.id }, terms, at })
  if ('held' in step) {
    await untilUnlocked(deps.db, step.held)
    return 'again'
  }
  if ('offered' in step) return step.offered === work.id ? 'settled' : 'others first'
  return step.nobody.id === work.id && (await keepNobody(deps, work, terms, at)) ? 'settled' : 'again'
}

/** @returns false when somebody has become free meanwhile */
async function keepNobody({ db }: Pick<Deps, 'db'>, work: WaitingCase, terms: Terms, at: Date) {
  // Somebody else may just have offered it, which is why the last one with room is full now.
  if ((await readWaiting(db, work.id))?.offer !== null) return true
  const skilled = await skilledFor(db, work, terms, at)
  const obstacles: Partial<Record<Obstacle, number>> = {}
  for (const agent of skilled) {
    const obstacle = obstacleOf(agent)
    if (!obstacle) return false
    obstacles[obstacle] = (obstacles[obstacle] ?? 0) + 1
  }
  const outcome = skilled.length === 0 ? 'nobody-skilled' : 'nobody-free'
  const reason = { ...reasonOf(work), skilled: skilled.length, obstacles }
  await keepFruitless(db, { outcome, reason }, { ...about(work), at })
  return true
}

async function keepPaused({ db, now }: Pick<Deps, 'db' | 'now'>, work: WaitingCase) {
  const paused = { outcome: 'queue-paused', reason: reasonOf(work) } as const
  await keepFruitless(db, paused, { ...about(work), at: now() })
  return 'settled'
}

const reasonOf = ({ queue, system }: WaitingCase): NobodyReason => ({
  queue,
  system,
  skilled: 0,
  obstacles: {},
})

const about = ({ id, waitingSince }: WaitingCase) => ({ caseId: id, waitingSince })
