import { callHistory } from './call-history.ts'
import { callPop } from './call-pop.ts'
import { callSustained } from './call-sustained.ts'
import { caseListGrowth } from './case-list-growth.ts'
import { deskTold } from './desk-told.ts'
import { type Bench, type Figure, rounded } from './figure.ts'
import { importPeople } from './import-people.ts'
import { intakeAccept } from './intake-accept.ts'
import { knowledgeImport } from './knowledge-import.ts'
import { knowledgePage } from './knowledge-page.ts'
import { mailOpen } from './mail-open.ts'
import { mailProcess } from './mail-process.ts'
import { mailStream } from './mail-stream.ts'
import { searchFigures } from './search.ts'
import { start } from './start.ts'

const benches: Bench[] = [
  intakeAccept,
  importPeople,
  deskTold,
  caseListGrowth,
  mailOpen,
  mailProcess,
  mailStream,
  callPop,
  callSustained,
  callHistory,
  knowledgePage,
  knowledgeImport,
  searchFigures,
  start,
]

const json = process.argv.includes('--json')
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const isWanted = (name: string) =>
  names.length === 0 || names.some((wanted) => name.startsWith(wanted) || wanted.startsWith(name))
const say = (line: string) => void (json || console.error(line))

function print({ name, value, unit, limit, better }: Figure) {
  const shown = {
    name,
    value: rounded(value),
    unit,
    ...(limit !== undefined && { limit, ratio: rounded(value / limit), better }),
  }
  console.log(json ? JSON.stringify(shown) : Object.values(shown).join('\t'))
}

for (const bench of benches.filter(({ name }) => isWanted(name)))
  for (const figure of await bench.measure(say))
    if (names.length === 0 || names.some((wanted) => figure.name.startsWith(wanted))) print(figure)
process.exit(0)
