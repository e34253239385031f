import { record } from '../../../platform/audit.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Id } from '../../../platform/values.ts'
import { kindOf, subjectsOf } from '../kind.ts'
import { Unreadable } from '../reading/unreadable.ts'
import { directoryScope } from '../subjects/subjects.ts'
import {
  type Claim,
  claimImport,
  LostClaim,
  note,
  RELEASED,
  type StoredImport,
  step,
  type WorkDeps,
} from './claim.ts'
import { compareRows } from './compare.ts'
import { readRows } from './stage.ts'
import { restoreRows, takeBack } from './undo.ts'
import { writeRows } from './write.ts'

/** As often a step may fail before the import is given up and says so. */
const MOST_TRIES = 8
const TOLD_EVERY_MS = 400

/**
 * Works off the import of these kinds that is under way, if there is one and nobody else does: as far as it goes. Called when there is
 * something to do, and every few seconds in case whoever did it has died: it goes on after the last step that was kept.
 */
export async function workOff(deps: WorkDeps): Promise<void> {
  const subjects = subjectsOf(deps)
  for (
    let claim = await claimImport(deps.db, subjects);
    claim;
    claim = await claimImport(deps.db, subjects)
  ) {
    const held = claim
    try {
      await workOn(deps, held)
    } catch (error) {
      if (error instanceof LostClaim) return
      if (!(await giveUp(deps, held, error))) throw error
    }
    const { madeBy } = await deps.db
      .selectFrom('imports')
      .select('madeBy')
      .where('id', '=', held.id)
      .executeTakeFirstOrThrow()
    tell(deps, held.id, madeBy)
  }
}

/** Imports into the directory. */
export const workOffImports = (process: Omit<WorkDeps, 'kinds'>) =>
  workOff({ ...process, kinds: directoryScope.kinds })

async function workOn(deps: WorkDeps, claim: Claim) {
  const { madeBy } = await step(deps, claim, async (_trx, row) => row)
  const told = atMostEvery(TOLD_EVERY_MS, () => tell(deps, claim.id, madeBy))
  for (;;) {
    const row = await step(deps, claim, async (_trx, stored) => stored)
    switch (row.phase) {
      case 'reading':
        if (row.cancelAskedAt) return end(deps, claim, 'cancelled')
        await readRows(deps, claim, told)
        break
      case 'comparing':
        if (row.cancelAskedAt) return end(deps, claim, 'cancelled')
        if ((await compareRows(deps, claim, told)) === 'checked') return
        break
      case 'files':
        if (row.cancelAskedAt) return end(deps, claim, 'cancelled')
        await kindOf(deps, row.subject).files?.keep(deps, claim, told)
        await step(deps, claim, async (trx, now) =>
          now.cancelAskedAt ? undefined : note(trx, row.id, { phase: 'writing', cursor: 0 }),
        )
        break
      case 'writing':
        await writeRows(deps, claim, told, kindOf(deps, row.subject).rest)
        if (await isPaused(deps, claim)) return
        break
      case 'following':
        if (!(await hasFollowed(deps, claim))) return
        break
      case 'taking-back':
        if (!(await takeBack(deps, claim))) return
        break
      case 'restoring':
        return restoreRows(deps, claim, told)
      default:
        return
    }
  }
}

const isPaused = async ({ db }: WorkDeps, { id }: Claim) =>
  (await db.selectFrom('imports').select('state').where('id', '=', id).executeTakeFirst())?.state === 'paused'

/** @returns false when cases or accounts have still to follow: whoever ends the last of them says so */
async function hasFollowed(deps: WorkDeps, claim: Claim): Promise<boolean> {
  return step(deps, claim, async (trx, row) => {
    const waiting = await trx
      .selectFrom('importMoves')
      .select('target')
      .where('importId', '=', row.id)
      .where('state', '=', 'waiting')
      .limit(1)
      .executeTakeFirst()
    if (waiting) {
      await note(trx, row.id, RELEASED)
      return false
    }
    await finish(deps, trx, row, row.cancelAskedAt ? 'cancelled' : 'done')
    return false
  })
}

const end = (deps: WorkDeps, claim: Claim, state: 'cancelled') =>
  step(deps, claim, (trx, row) => finish(deps, trx, row, state))

async function finish(
  { now }: WorkDeps,
  trx: Parameters<typeof note>[0],
  row: StoredImport,
  state: 'done' | 'cancelled' | 'failed',
  problem: string | null = null,
) {
  const at = now()
  await note(trx, row.id, { ...RELEASED, state, phase: null, endedAt: at, problem })
  if (row.state !== 'running') return
  const { created, changed, unchanged, failed } = row
  await record(trx, {
    actorId: row.runBy ?? row.madeBy,
    action: 'import-ended',
    subject: `import:${row.id}`,
    detail: { state, subject: row.subject, file: row.fileName, created, changed, unchanged, failed },
    address: row.address,
    at,
  })
}

/** A file that cannot be read is given up at once; anything else after it was tried often. @returns whether it was */
async function giveUp(deps: WorkDeps, claim: Claim, error: unknown): Promise<boolean> {
  const unreadable = error instanceof Unreadable || error instanceof Refusal ? error.code : undefined
  return step(deps, claim, async (trx, row) => {
    const isOver = (unreadable && unreadable !== 'temporarily-unavailable') || row.tries >= MOST_TRIES
    if (!isOver) {
      // At once free for another try; `tries` stays counted.
      await trx
        .updateTable('imports')
        .set({ workedBy: null, leaseUntil: null })
        .where('id', '=', row.id)
        .execute()
      return false
    }
    deps.log.error({ err: error, importId: row.id }, 'an import was given up')
    await finish(deps, trx, row, 'failed', unreadable ?? 'import-gave-up')
    return true
  }).catch(() => false)
}

/** A hint to whoever made it; the page asks for the truth, and asks by itself too. */
const tell = ({ live }: Pick<WorkDeps, 'live'>, importId: Id<'import'>, madeBy: Id<'person'>) =>
  live.tell(`person:${madeBy}`, 'import.changed', { importId, eventId: crypto.randomUUID() })

function atMostEvery(ms: number, act: () => void) {
  let next = 0
  return () => {
    if (Date.now() < next) return
    next = Date.now() + ms
    act()
  }
}
