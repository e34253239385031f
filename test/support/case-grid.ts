import type { Verb } from '../../server/cases/rules.ts'
import type { CaseStatus } from '../../server/cases/shapes.ts'

/** How a case may stand: `waiting` for data and for verification are told apart. */
export const SITUATIONS = [
  'received',
  'assigned',
  'in-progress',
  'waiting',
  'verifying',
  'escalated',
  'answered',
  'closed',
  'withdrawn',
  'reopened',
] as const
export type SituationName = (typeof SITUATIONS)[number]

/** Written apart from the table of states: what leads where, `.` what is refused. One column a situation, as above. */
const GRID = `
verb             received   assigned     in-progress  waiting      verifying    escalated    answered     closed    withdrawn  reopened
claim            assigned   .            .            .            .            assigned     .            .         .          assigned
route            assigned   .            .            .            .            assigned     .            .         .          assigned
start            .          in-progress  .            in-progress  in-progress  .            in-progress  .         .          in-progress
note             received   assigned     in-progress  waiting      waiting      escalated    answered     closed    withdrawn  reopened
reply            .          in-progress  in-progress  waiting      waiting      escalated    answered     .         .          in-progress
answer           .          answered     answered     answered     answered     answered     answered     .         .          answered
ask-data         .          waiting      waiting      waiting      waiting      .            waiting      .         .          waiting
ask-verification .          waiting      waiting      waiting      waiting      .            waiting      .         .          waiting
close            .          closed       closed       closed       closed       .            closed       .         .          closed
escalate         .          escalated    escalated    escalated    escalated    .            .            .         .          escalated
hand-over        .          assigned     in-progress  waiting      waiting      .            answered     .         .          reopened
accept           .          assigned     assigned     waiting      waiting      assigned     answered     .         .          assigned
return           .          assigned     in-progress  waiting      waiting      in-progress  answered     .         .          reopened
assign           assigned   assigned     assigned     waiting      waiting      assigned     answered     .         .          assigned
requeue          received   received     received     received     received     received     .            .         .          received
edit             received   assigned     in-progress  waiting      waiting      escalated    answered     closed    withdrawn  reopened
withdraw         withdrawn  withdrawn    withdrawn    withdrawn    withdrawn    withdrawn    .            .         .          withdrawn
reopen           .          .            .            .            .            .            reopened     reopened  reopened   .
write            received   assigned     in-progress  in-progress  in-progress  escalated    in-progress  .         .          reopened
confirm          .          .            .            .            closed       .            closed       .         .          .
dispute          .          .            .            .            reopened     .            reopened     .         .          .
lapse            .          .            .            .            closed       .            closed       .         .          .
`

/** Every verb in every situation, and the state that follows; undefined where the verb is refused. */
export const EXPECTED: { verb: Verb; situation: SituationName; to: CaseStatus | undefined }[] = GRID.trim()
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [verb, ...cells] = line.split(/\s+/)
    return SITUATIONS.map((situation, n) => ({
      verb: verb as Verb,
      situation,
      to: cells[n] === '.' ? undefined : (cells[n] as CaseStatus),
    }))
  })
