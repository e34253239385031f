import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Language } from '../../platform/problems.ts'
import type { Id } from '../../platform/values.ts'
import { kindOf, type Scope, sentenceOfFault } from './kind.ts'
import { findImport } from './queries.ts'
import type { MoveKind } from './tables.ts'

const PAGE = 50
const MOST_MOVES = 200

const LEFT = {
  'changed-since': {
    'zh-TW': '匯入後已由他人變更，保留現在的內容。',
    en: 'Somebody has changed it since; it stays as it is now.',
  },
  'in-use': {
    'zh-TW': '匯入後已有其他資料使用它，因此沒有移除。',
    en: 'Something refers to it by now, so it was not removed.',
  },
} as const

/**
 * Rows that failed, or were left when the import was undone, and why: one page.
 * @throws Refusal 'not-found' `import-not-found`
 */
export async function listRows(
  db: Db,
  scope: Scope,
  actor: Actor,
  id: Id<'import'>,
  {
    which,
    after = 0,
    language,
  }: { which: 'failed' | 'left'; after?: number | undefined; language: Language },
) {
  const kind = kindOf(scope, (await findImport(db, scope, actor, id)).subject)
  const found = await db
    .selectFrom('importRows')
    .select(['rowNo as no', 'key', 'faults', 'undone'])
    .where('importId', '=', id)
    .where('rowNo', '>', after)
    .$if(which === 'failed', (rows) => rows.where('faults', 'is not', null))
    .$if(which === 'left', (rows) => rows.where('undone', 'in', ['changed-since', 'in-use']))
    .orderBy('rowNo')
    .limit(PAGE + 1)
    .execute()
  const page = found.slice(0, PAGE)
  return {
    rows: page.map(({ no, key, faults, undone }) => ({
      no,
      key,
      reasons:
        which === 'failed'
          ? (faults ?? []).map((fault) => sentenceOfFault(kind, fault, language))
          : [LEFT[undone === 'in-use' ? 'in-use' : 'changed-since'][language]],
    })),
    next: found.length > PAGE ? (page.at(-1)?.no ?? null) : null,
  }
}

const WHY = {
  closed: {
    'zh-TW': '案件已經結案，沒有變更。',
    en: 'The case was closed by then and was left as it is.',
  },
  'changed-since': {
    'zh-TW': '之後已由他人變更，保留現在的內容。',
    en: 'Somebody has changed it since; it stays as it is now.',
  },
  'last-administrator': {
    'zh-TW': '這是最後一個可用的系統管理者帳號，沒有停用。',
    en: 'This is the last administrator, so the account was not suspended.',
  },
  gone: { 'zh-TW': '已經不在了，沒有變更。', en: 'It is not there any more.' },
} as const

/**
 * What was to follow from changes of office and was left as it is, and why.
 * @throws Refusal 'not-found' `import-not-found`
 */
export async function listMoves(db: Db, scope: Scope, actor: Actor, id: Id<'import'>, language: Language) {
  await findImport(db, scope, actor, id)
  const { rows } = await sql<{ row: number; kind: MoveKind; name: string; why: keyof typeof WHY }>`
    select m.row_no as row, m.kind, m.why, coalesce(c.number, s.name, p.name, '') as name
    from import_moves m
    left join cases c on m.kind in ('case-agency', 'case-requester') and c.id::text = m.target
    left join systems s on m.kind = 'system' and s.id::text = m.target
    left join people p on m.kind = 'account' and p.id = m.person_id
    where m.import_id = ${id} and m.state in ('left', 'undo-left')
    order by m.row_no, m.target limit ${MOST_MOVES}`.execute(db)
  return rows.map(({ why, ...move }) => ({ ...move, reason: (WHY[why] ?? WHY.gone)[language] }))
}
