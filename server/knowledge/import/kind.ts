import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Kind, Scope } from '../../directory/import/kind.ts'
import type { Decision, SubjectWork } from '../../directory/import/subjects/subject.ts'
import type { WorkDeps } from '../../directory/import/work/claim.ts'
import { workOff } from '../../directory/import/work/work.ts'
import { decideEntry } from './decide.ts'
import { ENTRY_FIELDS } from './fields.ts'
import { keepFiles, noteFiles } from './files.ts'
import { loadKnown, loadRows } from './load.ts'
import { readEntryRow } from './row-data.ts'
import { SENTENCES } from './sentences.ts'
import { digestOfEntry, lockEntries, removeEntries, restoreEntries } from './undo.ts'
import { writeEntries } from './write.ts'

/** 1 MB of text, and room for it to be refused as too long. */
const LONGEST_CELL = 1_100_000
/** An entry takes some milliseconds to be made findable; what is written together is short. */
const AT_ONCE = { compare: 100, write: 20 }
/** So many rows are decided on before others are answered. */
const BREATH = 4
/** It needs little more than a minute for 23,000 entries: the rest of the time is for those who read. */
const REST = 1.1

const work: SubjectWork = {
  // Rows with numbers first, so that no number is given to a row without that another brings.
  async arrange(trx, importId) {
    await sql`
      update import_rows r set place = o.place from (
        select row_no, (select count(*) from import_rows where import_id = ${importId} and faults is not null)
          + row_number() over (order by data ->> 'number' is null, row_no) as place
        from import_rows where import_id = ${importId} and faults is null) o
      where r.import_id = ${importId} and r.row_no = o.row_no`.execute(trx)
  },
  async decide(db, range, mode) {
    const rows = await loadRows(db, range)
    if (rows.length === 0) return { decisions: [], last: range.after }
    const known = await loadKnown(db, range, rows, mode)
    const decisions: Decision[] = []
    for (const row of rows) {
      decisions.push(decideEntry(row, known))
      if (decisions.length % BREATH === 0) await breathe()
    }
    return { decisions, last: rows.at(-1)!.place }
  },
  write: writeEntries,
  digest: digestOfEntry,
  lock: lockEntries,
  restore: restoreEntries,
  remove: removeEntries,
}

const entries: Kind = {
  fields: ENTRY_FIELDS,
  formats: ['csv', 'ods', 'xlsx', 'json', 'zip'],
  longestCell: LONGEST_CELL,
  atOnce: AT_ONCE,
  rest: REST,
  keyField: 'source',
  sentences: SENTENCES,
  readRow: readEntryRow,
  work,
  files: { note: noteFiles, keep: keepFiles },
}

/** Entries of Q&A: whoever may import sees what others did, as all of it is everybody's to look after. */
export const knowledgeScope = { kinds: { knowledge: entries }, seesAll: () => true } satisfies Scope

/** Imports into Q&A. */
export const workOffKnowledgeImports = (process: Omit<WorkDeps, 'kinds'>) =>
  workOff({ ...process, kinds: knowledgeScope.kinds })
