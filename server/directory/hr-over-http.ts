import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../platform/database/database.ts'
import type { HrAnswer, HrDirectory } from '../platform/hr/port.ts'
import { askSource, type SourceQuery } from './hr-source.ts'
import { type KeptPerson, keptPeople } from './kept-copy.ts'
import { refreshCopy } from './refresh-copy.ts'

/** After so many failures in a row the source is left alone for a while, so that look-ups stay quick. */
const FAILURES = 2
const LEFT_ALONE_MS = 30_000

type Options = {
  url: string
  db: Db
  now: () => Date
  timeoutMs: number
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>
}

/**
 * Look-up in the national HR database. Its answers refresh the copy kept here; when it is down, slow, or answers
 * nonsense, the answer is that copy, `stale`. People known only here (without a personnel number) are found as well.
 */
export function hrOverHttp({ url, db, now, timeoutMs, log }: Options): HrDirectory {
  const kept = keptPeople(db)
  const source = circuit(now, log)

  async function answer(query: SourceQuery, fromCopy: () => Promise<KeptPerson[]>): Promise<HrAnswer> {
    if (!source.mayBeAsked()) return stale(await fromCopy())
    let named: Set<string>
    try {
      const fresh = await askSource({ url, timeoutMs }, query)
      await refreshCopy(db, now(), query, fresh)
      named = new Set(fresh.map(({ personnelNo }) => personnelNo))
    } catch (error) {
      source.failed(error)
      return stale(await fromCopy())
    }
    source.answered()
    const people = (await fromCopy()).filter(
      ({ personnelNo }) => personnelNo === null || named.has(personnelNo),
    )
    return { people, stale: false, asOf: now() }
  }

  return {
    byPhone: (e164, extension) => answer({ phone: e164 }, () => kept.byPhone(e164, extension)),
    byEmail: (email) => answer({ email }, () => kept.byEmail(email)),
    byPersonnelNo: (personnelNo) => answer({ personnelNo }, () => kept.byPersonnelNo(personnelNo)),
  }
}

const stale = (people: KeptPerson[]): HrAnswer => ({
  people,
  stale: true,
  asOf: people.reduce<Date | null>(
    (oldest, { refreshedAt }) => (oldest && oldest < refreshedAt ? oldest : refreshedAt),
    null,
  ),
})

function circuit(now: () => Date, log: Options['log']) {
  let failures = 0
  let askAgainAt = 0
  const leaveAlone = () => {
    askAgainAt = now().getTime() + LEFT_ALONE_MS
  }
  return {
    /** Once the time is over, one look-up tries the source; the others go on with the copy until it has answered. */
    mayBeAsked() {
      if (failures < FAILURES) return true
      if (now().getTime() < askAgainAt) return false
      leaveAlone()
      return true
    },
    answered() {
      if (failures >= FAILURES) log.info('the HR database answers again')
      failures = 0
    },
    failed(error: unknown) {
      failures += 1
      if (failures === FAILURES)
        log.warn({ reason: reasonOf(error) }, 'the HR database does not answer; look-ups use the kept copy')
      if (failures >= FAILURES) leaveAlone()
    },
  }
}

/** Never the question, which is somebody's number or address. */
function reasonOf(error: unknown) {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name
}
