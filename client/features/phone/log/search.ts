import { type CallFilter, OUTCOMES } from '../../../parts/calls/queries.ts'

/** What the address of the screen says: which part, what narrows the list, which call is open. */
export type CallSearch = CallFilter & { call?: string | undefined; show?: 'callbacks' | undefined }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const LONGEST = 40

/** What an address says; anything else is left out. */
export const callSearchOf = ({
  whose,
  outcome,
  number,
  call,
  show,
}: Record<string, unknown>): CallSearch => ({
  whose: whose === 'all' ? 'all' : undefined,
  outcome: OUTCOMES.find((one) => one === outcome),
  number: number === undefined || number === '' ? undefined : String(number).slice(0, LONGEST),
  call: typeof call === 'string' && UUID.test(call) ? call : undefined,
  show: show === 'callbacks' ? show : undefined,
})
