import type { Domain, HrSystem, State, Visibility } from '../../knowledge/shapes.ts'

/** An entry of the demonstration; what is not said is usual: public, live, written by the editor, read by a supervisor. */
export type DemoEntry = {
  title: string
  domain: Domain
  /** Codes of systems. */
  systems: readonly string[]
  tags: readonly string[]
  short: string
  body: string
  expert?: string
  appliesTo?: string
  visibility?: Exclude<Visibility, 'public'>
  /** Why it is hidden. */
  why?: string
  vendorId?: number
  variants?: readonly { hrSystem: HrSystem; body: string }[]
  /** How far it has come. `withdrawn` names by which title it is followed. */
  state?: Extract<State, 'draft' | 'review' | 'approved' | 'withdrawn'>
  successor?: string
  /** What it said before: a version that was replaced. */
  before?: { short: string; body: string; changed: string }
  /** A next version at work while this one is live. */
  next?: { short: string; changed: string; state: 'draft' | 'review' }
  /** Days from today: when it became live, when it is read again, when it ends to hold. */
  liveDaysAgo?: number
  reviewInDays?: number
  endsInDays?: number
  /** Login of its owner. */
  owner?: string
}
