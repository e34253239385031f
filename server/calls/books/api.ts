import { Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { Instant } from '../../platform/values.ts'

export const callBooksApi = {
  'GET /call-books': {
    may: 'board:read',
    summary: "Each day's comparison of the exchanges' own records with calls and cases",
    query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 92 })) }),
    reply: Type.Array(
      Type.Object({
        exchange: Type.String(),
        day: Type.String(),
        records: Type.Integer(),
        calls: Type.Integer(),
        cases: Type.Integer(),
        difference: Type.Integer(),
        missing: Type.Array(Type.Object({ callRef: Type.String(), why: Type.String() })),
        checkedAt: Instant,
      }),
    ),
  },
  'POST /call-imports': {
    may: 'call:supervise',
    summary:
      'Takes in calls that the office exchange took (CSV: from, to, started, answered, ended, extension, note); twice is once',
    body: Type.Object({ csv: Type.String({ minLength: 1, maxLength: 2_000_000 }) }),
    reply: Type.Object({
      taken: Type.Integer(),
      known: Type.Integer(),
      failed: Type.Array(Type.Object({ line: Type.Integer(), why: Type.String() })),
    }),
    status: 201,
  },
} satisfies Contract
