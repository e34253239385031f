import { type AttachmentRefusal, AttachmentRefused } from '../attachment-refusals.ts'
import { INSPECTION_LIMITS } from '../attachment-rules.ts'

/** What everything inside one attachment may use together. */
type Budget = { entries: number; inflatedBytes: number }

/** Where in an attachment one is: the rules are stricter for what a person will open by name. */
export type Place = {
  readonly within: 'nothing' | 'archive' | 'package' | 'letter'
  readonly trail: readonly string[]
  readonly archives: number
  readonly containers: number
  readonly budget: Budget
}

export const outermost = (): Place => ({
  within: 'nothing',
  trail: [],
  archives: 0,
  containers: 0,
  budget: { entries: 0, inflatedBytes: 0 },
})

/** One step inwards, into the container `name`. Refuses what is nested too deep. */
export function inside(place: Place, name: string, within: Exclude<Place['within'], 'nothing'>): Place {
  const trail = [...place.trail, name]
  const archives = place.archives + (within === 'archive' ? 1 : 0)
  const containers = place.containers + 1
  if (archives > INSPECTION_LIMITS.archiveDepth || containers > INSPECTION_LIMITS.containerDepth) {
    throw new AttachmentRefused('attachment-archive-too-deep', trail.join('/'))
  }
  return { within, trail, archives, containers, budget: place.budget }
}

/** Ends the inspection. The path is left out for the attachment itself: its name is known. */
export function refuse(place: Place, name: string | undefined, reason: AttachmentRefusal): never {
  const path = [...place.trail, ...(name === undefined ? [] : [name])].join('/')
  throw new AttachmentRefused(reason, place.trail.length === 0 ? undefined : path)
}

/** Counts one more member of a container. */
export function countEntry(place: Place): void {
  if (++place.budget.entries > INSPECTION_LIMITS.entries) {
    refuse(place, undefined, 'attachment-archive-too-many-entries')
  }
}

/** How many bytes the next member may become. */
export const inflatable = ({ budget }: Place): number =>
  Math.min(INSPECTION_LIMITS.inflatedBytesPerEntry, INSPECTION_LIMITS.inflatedBytes - budget.inflatedBytes)

/** Counts what a member became, or is announced to become. */
export function spend(place: Place, name: string, packed: number, inflated: number): void {
  const { ratio, ratioFromBytes } = INSPECTION_LIMITS
  const bomb = inflated > inflatable(place) || (inflated > ratioFromBytes && inflated > packed * ratio)
  if (bomb) refuse(place, name, 'attachment-archive-bomb')
  place.budget.inflatedBytes += inflated
}
