import { type Waiting, waitingForReview } from '../../knowledge/editing/waiting.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { reviewsWaiting } from '../letters/knowledge-desk.ts'
import { queueMail } from '../queue-mail.ts'
import { placesOf } from './places.ts'
import { recipientsWho } from './recipients.ts'
import { keepTold, lockTold } from './told.ts'

const HOUR_MS = 3_600_000
const MOST_LINES = 30

/**
 * Writes to reviewers that something was submitted: one letter with all that waits for them, an hour after the last at
 * the earliest, and only when some of it is new to them. What waited long before this first ran is no news.
 *
 * @returns how many letters
 */
export const tellReviewers = ({
  db,
  now,
  publicUrl,
}: Pick<Deps, 'db' | 'now' | 'publicUrl'>): Promise<number> =>
  transact(db, async (trx) => {
    const at = now()
    const before = await lockTold(trx)
    const waiting = await waitingForReview(trx)
    const known = new Set(
      before?.waiting ?? waiting.filter(({ submittedAt }) => +at - +submittedAt > HOUR_MS).map(keyOf),
    )
    const last = before?.reviewersAt ? Date.parse(before.reviewersAt) : 0
    const isNew = (one: Waiting) => !known.has(keyOf(one))
    const isTime = +at - last >= HOUR_MS && waiting.some(isNew)
    if (before?.waiting && !isTime) return 0
    await keepTold(trx, {
      week: before?.week ?? null,
      reviewersAt: isTime ? at.toISOString() : null,
      waiting: waiting.filter((one) => isTime || !isNew(one)).map(keyOf),
    })
    if (!isTime) return 0
    let letters = 0
    for (const { id, name, email } of await recipientsWho(trx, 'knowledge:review')) {
      const theirs = waiting
        .filter(({ visibility, writers }) => visibility === 'internal' || !writers.includes(id))
        .map((one) => ({ ...one, isNew: isNew(one) }))
      const fresh = theirs.filter((one) => one.isNew)
      if (fresh.length === 0) continue
      const shown = [...fresh, ...theirs.filter((one) => !one.isNew)].slice(0, MOST_LINES)
      const queued = await queueMail(
        trx,
        { publicUrl, now },
        {
          dedupeKey: `knowledge-review:${at.toISOString()}:${id}`,
          kind: 'notice',
          caseId: null,
          to: { address: email, name },
          sender: null,
          letter: reviewsWaiting({ name }, shown, {
            all: theirs.length,
            fresh: fresh.length,
            url: placesOf(publicUrl).review,
          }),
        },
      )
      if (queued) letters += 1
    }
    return letters
  })

/** Sent again after it was given back, it is new once more. */
const keyOf = ({ versionId, submittedAt }: Waiting) => `${versionId} ${submittedAt.toISOString()}`
