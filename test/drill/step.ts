import type { Called } from './acts.ts'
import type { ChaosGround } from './chaos-ground.ts'
import type { Part } from './parts.ts'

/** How far a call has come, and how it goes on from there. */
type There = {
  call: Called
  /** Whoever else has dialled for it, and is gone again when it goes on. */
  others?: Called[]
  /** What people do while the part is away: they do not know of it. */
  meanwhile?(part: Part): Promise<unknown>
  /** To what it was for, when the part is there again. */
  goesOn(part: Part): Promise<void>
}
/** `isTalkOver`: no exchange can cut the talk off any more. `isOver`: nor the call. */
export type Step = {
  name: string
  isTalkOver?: true
  isOver?: true
  reach(ground: ChaosGround): Promise<There>
}
