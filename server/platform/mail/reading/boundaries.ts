import type { Notes } from './header-text.ts'
import type { Node } from './split-parts.ts'

/** How far into a multipart its boundary is looked for, in bytes. */
export const LOOKED_AT = 256 * 1024
const LONGEST_BOUNDARY = 300

/** The boundary that is said, if it is used; else the one that is used. */
export function boundaryOf(node: Node, notes: Notes): string | undefined {
  const { source, start, end } = node
  const said = node.params.get('boundary')?.trimEnd()
  const near = source.subarray(start, Math.min(end, start + LOOKED_AT))
  const raw = said === undefined || said === '' ? undefined : binaryOf(said)
  if (raw !== undefined && (near.includes(`--${raw}`, 0, 'latin1') || near.length < end - start)) return raw
  notes.repairs.add('structure-repaired')
  return usedBoundary(near.toString('latin1'))
}

const binaryOf = (text: string) => (/^[\0-\xff]*$/.test(text) ? text : Buffer.from(text).toString('latin1'))

const HEADER_OF_A_PART = /^content-[a-z-]{2,30}:/i

/** The first line of two hyphens that the header of a part follows. */
export function usedBoundary(text: string): string | undefined {
  let tries = 0
  for (let at = text.startsWith('--') ? 0 : text.indexOf('\n--') + 1; tries < MOST_TRIES; tries++) {
    const end = text.indexOf('\n', at)
    if (end < 0 || (at === 0 && !text.startsWith('--'))) return undefined
    const boundary = text.slice(at + 2, Math.min(end, at + LONGEST_BOUNDARY)).trimEnd()
    if (boundary !== '' && HEADER_OF_A_PART.test(text.slice(end + 1, end + 40))) return boundary
    at = text.indexOf('\n--', end) + 1
    if (at === 0) return undefined
  }
  return undefined
}

const MOST_TRIES = 200
