import { type Party, TRANSITIONS, type Verb } from '../../server/cases/rules.ts'
import { type CaseStatus, STATUSES } from '../../server/cases/shapes.ts'

const STATES: Record<CaseStatus, string> = {
  received: '收件: nobody owns it; waits in a queue',
  assigned: '分派: owned, not begun',
  'in-progress': '處理中: its owner works on it',
  waiting: '待使用者: for data (待補資料) or for their verdict on a correction (待驗證)',
  escalated: '後送: waits in the queue of a higher tier; its owner stays until somebody there accepts',
  answered: '已回覆: formally answered; closes when confirmed or after seven silent working days',
  closed: '結案: with answer, responsible unit, date, root cause and disposition',
  withdrawn: '撤回: no longer wanted',
  reopened: '重新處理: back with its owner, or in its queue when they handle no cases any more',
}

const VERBS: Record<Verb, string> = {
  claim: 'takes it from a queue of their tier or a lower one',
  route: 'gives it to an agent who has accepted the offer',
  start: 'takes it up',
  note: 'adds what only staff see',
  reply: 'writes to the requester',
  answer: 'writes the answer',
  'ask-data': 'asks the requester for data',
  'ask-verification': 'asks the requester to try the correction',
  close: 'closes it',
  escalate: 'forwards it to the queue of a higher tier, with a note',
  'hand-over': 'hands it over to a person, with a note',
  accept: 'accepts what is handed over or escalated to them',
  return: 'returns it, with a note; twice calls a supervisor',
  assign: 'gives it to a person, with a reason',
  requeue: 'puts it back into a queue, with a reason',
  edit: 'corrects title, priority, systems, agency, requester, root cause',
  withdraw: 'withdraws it',
  reopen: 'reopens it, within 30 days after its end',
  write: 'adds to it',
  confirm: 'says that it is solved',
  dispute: 'says that it is not solved',
  lapse: 'closes it after seven working days of silence',
}

const PARTIES: Record<Party, string> = {
  owner: 'owner 承辦人',
  handler: 'handler: whoever works on cases and sees this one',
  taker: 'taker: an agent of the tier of its queue or above, not its owner',
  receiver: 'receiver: the person it is handed over to; for an escalation every taker',
  supervisor: 'supervisor 督導',
  requester: 'requester 使用者',
  router: 'router 自動分派',
  clock: 'clock: by itself, after a time',
}

const nodeOf = (status: CaseStatus) => status.replace('-', '_')
const isOver = (status: CaseStatus) => status === 'closed' || status === 'withdrawn'

/** docs/states.md, drawn from the table that the server enforces. */
export function statesDocument(): string {
  const moves = Map.groupBy(
    TRANSITIONS.filter(({ from, to }) => from !== to),
    ({ from, to }) => `${nodeOf(from)} --> ${nodeOf(to)}`,
  )
  const verbs = Object.keys(VERBS) as Verb[]
  return `${[
    '# States of a case',
    '',
    'Drawn by `node scripts/states.mjs --write` from the one table in `server/cases/rules.ts`, which the server enforces; a test compares. What is not in the table is refused with `transition-not-allowed` and kept in the audit log.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...STATUSES.map((status) => `    state "${status}" as ${nodeOf(status)}`),
    '    [*] --> received',
    ...[...moves].map(([move, rules]) => `    ${move}: ${[...new Set(rules.map(labelOf))].join(', ')}`),
    ...STATUSES.filter(isOver).map((status) => `    ${nodeOf(status)} --> [*]`),
    '```',
    '',
    '| state | meaning |',
    '|---|---|',
    ...STATUSES.map((status) => `| ${status} | ${STATES[status]} |`),
    '',
    '| verb | from → to | who | what they do |',
    '|---|---|---|---|',
    ...verbs.flatMap(linesOf),
    '',
    '“=” stays in its state. While a hand-over is open nothing else is handed over or escalated; it ends by itself when the owner changes or the case is answered, closed or withdrawn.',
    '',
    ...Object.values(PARTIES).map((party) => `- ${party}`),
  ].join('\n')}\n`
}

const labelOf = ({ verb, waitingFor }: (typeof TRANSITIONS)[number]) =>
  waitingFor ? `${verb} (${waitingFor})` : verb

function linesOf(verb: Verb): string[] {
  const rules = TRANSITIONS.filter((rule) => rule.verb === verb)
  const byWho = Map.groupBy(rules, ({ who }) => who.join(', '))
  return [...byWho].map(([who, same]) => {
    const ways = Map.groupBy(same, ({ from, to }) => (from === to ? '=' : to))
    const moves = [...ways].map(([to, some]) => `${some.map(fromOf).join(', ')} → ${to}`)
    return `| ${verb} | ${moves.join('; ')} | ${who} | ${VERBS[verb]} |`
  })
}

const fromOf = ({ from, waitingFor }: (typeof TRANSITIONS)[number]) =>
  waitingFor ? `${from} for ${waitingFor}` : from
