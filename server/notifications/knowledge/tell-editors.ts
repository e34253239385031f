import { notSolved, overdueEntries } from '../../knowledge/editing/waiting.ts'
import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { knowledgeWeek, type Week } from '../letters/knowledge-desk.ts'
import { queueMail } from '../queue-mail.ts'
import { placesOf } from './places.ts'
import { recipientsWho } from './recipients.ts'
import { keepTold, lockTold } from './told.ts'

const DAY_MS = 86_400_000
/** Monday, 08:00 in Taipei: before the telephones ring. */
const HOUR = 8
const LATELY_MS = 28 * DAY_MS
/** So many who were not helped are no accident. */
const MANY = 3
const MOST_LINES = 20

/**
 * Writes to editors once a week, on Monday morning or when we are up again after it: what was asked and not found,
 * what did not help many, what has to be read again. No letter where there is nothing of it, and none for the week in
 * which this first runs.
 *
 * @returns how many letters
 */
export const tellEditors = ({
  db,
  now,
  publicUrl,
}: Pick<Deps, 'db' | 'now' | 'publicUrl'>): Promise<number> =>
  transact(db, async (trx) => {
    const at = now()
    const week = weekOf(at)
    const told = await lockTold(trx)
    if (told?.week === week) return 0
    await keepTold(trx, { reviewersAt: null, waiting: null, ...told, week })
    if (!told?.week) return 0
    const what = await weekFor(trx, at)
    if (what.gapsOpen + what.unsolved.length + what.feedbackOpen + what.overdueAll === 0) return 0
    const editors = await recipientsWho(trx, 'knowledge:review')
    for (const { id, name, email } of editors)
      await queueMail(
        trx,
        { publicUrl, now },
        {
          dedupeKey: `knowledge-week:${week}:${id}`,
          kind: 'notice',
          caseId: null,
          to: { address: email, name },
          sender: null,
          letter: knowledgeWeek({ name }, what, placesOf(publicUrl)),
        },
      )
    return editors.length
  })

/** The Monday that the week of a letter began with. */
function weekOf(at: Date): string {
  const begun = new Date(+at - HOUR * 3_600_000)
  const day = dayInTaipei(begun)
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return dayInTaipei(new Date(+begun - sinceMonday * DAY_MS))
}

async function weekFor(db: Db, at: Date): Promise<Week> {
  const gaps = await db
    .selectFrom('searchesNotFound')
    .select(['said', 'n'])
    .select(({ fn }) => fn.countAll<number>().over().as('open'))
    .where('doneAt', 'is', null)
    .orderBy('n', 'desc')
    .orderBy('lastAt', 'desc')
    .limit(MOST_LINES)
    .execute()
  const unsolved = await notSolved(db, new Date(+at - LATELY_MS), { least: MANY, limit: MOST_LINES })
  const overdue = await overdueEntries(db, dayInTaipei(at), { limit: MOST_LINES })
  return {
    gaps,
    gapsOpen: gaps[0]?.open ?? 0,
    unsolved: unsolved.entries,
    feedbackOpen: unsolved.open,
    overdue: overdue.entries,
    overdueAll: overdue.n,
  }
}
