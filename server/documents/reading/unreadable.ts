import type { ProblemCode } from '../../platform/problems.ts'

/** Why a document could not be read by itself; a person can complete what is missing. */
export type Unreadable = Extract<ProblemCode, `document-${string}`>

export class UnreadableDocument extends Error {
  override name = 'UnreadableDocument'
  readonly reason: Unreadable

  constructor(reason: Unreadable) {
    super(reason)
    this.reason = reason
  }
}
