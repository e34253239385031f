import { Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../../platform/values.ts'
import { CallLeg, CallRow, DeskCall } from '../shapes.ts'

const CallId = Type.Object({ callId: IdOf('call') })

/** Calls as they are kept: whose they were, what became of them, and which case and caller they belong to. */
export const callLogApi = {
  'GET /calls': {
    may: 'case:work',
    summary: 'Calls, the latest first',
    query: Type.Object({
      whose: Type.Optional(Type.Enum(['mine', 'all'])),
      outcome: Type.Optional(Type.Enum(['answered', 'missed', 'lost', 'live'])),
      number: Type.Optional(Type.String({ maxLength: 40 })),
      after: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    reply: Type.Object({ calls: Type.Array(CallRow), next: Nullable(Type.String()) }),
  },
  'GET /calls/:callId': {
    may: 'case:work',
    params: CallId,
    reply: Type.Object({
      call: CallRow,
      legs: Type.Array(CallLeg),
      waits: Type.Array(
        Type.Object({
          queueName: Type.String(),
          enteredAt: Instant,
          leftAt: Nullable(Instant),
          outcome: Nullable(Type.String()),
        }),
      ),
      events: Type.Array(Type.Object({ at: Instant, type: Type.String(), isReconstructed: Type.Boolean() })),
      wrapUp: Nullable(Type.Object({ code: Nullable(Type.String()), note: Type.String() })),
    }),
  },
  'GET /cases/:caseId/calls': {
    may: 'case:work',
    params: Type.Object({ caseId: IdOf('case') }),
    reply: Type.Array(CallRow),
  },
  'PUT /calls/:callId/case': {
    may: 'case:handle',
    summary:
      'Adds the call to an open case of the caller; the one it opened by itself is withdrawn if untouched',
    params: CallId,
    body: Type.Object({ caseId: IdOf('case') }),
    reply: DeskCall,
  },
  'PUT /calls/:callId/caller': {
    may: 'case:handle',
    summary: 'Says who calls; `remembers` adds the number to their entry in the directory',
    params: CallId,
    body: Type.Object({ personId: IdOf('person'), remembers: Type.Boolean() }),
    reply: DeskCall,
  },
} satisfies Contract
