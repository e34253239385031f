import { may } from '../../../platform/actor.ts'
import { SENTENCES } from '../faults.ts'
import { FIELDS } from '../fields.ts'
import type { Kind, Scope } from '../kind.ts'
import { LONGEST_CELL } from '../reading/unreadable.ts'
import { readRow } from '../row-data.ts'
import type { DirectorySubject } from '../shapes.ts'
import { agencies } from './agencies.ts'
import { people } from './people.ts'
import type { SubjectWork } from './subject.ts'
import { systems } from './systems.ts'

const kindOf = (subject: DirectorySubject, keyField: string, work: SubjectWork): Kind => ({
  fields: FIELDS[subject],
  formats: ['csv', 'ods', 'xlsx'],
  longestCell: LONGEST_CELL,
  atOnce: { compare: 1000, write: 1000 },
  rest: 0,
  keyField,
  sentences: SENTENCES,
  readRow: (columns, raw, today) => readRow(subject, columns, raw, today),
  work,
})

/** The directory: imports are their maker's; whoever manages accounts sees all, as they end what others began. */
export const directoryScope = {
  kinds: {
    agencies: kindOf('agencies', 'code', agencies),
    people: kindOf('people', 'personnelNo', people),
    systems: kindOf('systems', 'code', systems),
  },
  seesAll: (actor) => may(actor, 'account:write'),
} satisfies Scope
