import type { Id } from '../../platform/values.ts'
import type { Effect } from './effects.ts'
import type { Followed } from './state.ts'

/** What the rules have to be told of the world: everything else is in call and event. */
export type World = {
  /** Of this installation, by extension or as the adapter names them; undefined: none of ours. */
  agentOf(of: { agentId?: string | null; extension?: string | null }): Id<'person'> | undefined
  /** `02-2397-9298 #12` as E.164; what is no number stays as it is. */
  numberOf(told: string): string
  lineOf(number: string): { number: string; language: 'zh-TW' | 'en' } | undefined
  newCallId(at: Date): Id<'call'>
}

/** The exchange of the office, whose calls are told afterwards by people. */
export const OFFICE = 'office'

export type Step = Followed & { effects: readonly Effect[] }
/** A call is known from its first event on; what is told of one that nobody knows changes nothing. */
export type Next = Step | undefined
