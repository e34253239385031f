const QUARTER = 90
const SMALLEST = 0.25
const LARGEST = 4
const STEP = 1.25

/** How the pages of a fax are turned and enlarged; 1 is the width of the frame. */
export type View = { turned: number; zoom: number }
export const PLAIN: View = { turned: 0, zoom: 1 }

export type Change = 'left' | 'right' | 'larger' | 'smaller' | 'plain'

export function changed({ turned, zoom }: View, change: Change): View {
  if (change === 'plain') return PLAIN
  if (change === 'larger') return { turned, zoom: Math.min(LARGEST, zoom * STEP) }
  if (change === 'smaller') return { turned, zoom: Math.max(SMALLEST, zoom / STEP) }
  return { turned: (turned + (change === 'left' ? 360 - QUARTER : QUARTER)) % 360, zoom }
}

const KEYS: Readonly<Record<string, Change>> = {
  KeyR: 'right',
  KeyL: 'left',
  Equal: 'larger',
  NumpadAdd: 'larger',
  Minus: 'smaller',
  NumpadSubtract: 'smaller',
  Digit0: 'plain',
  Numpad0: 'plain',
}

/** What a key does while the pages have the focus. By the key's place, since a Chinese layout gives other letters. */
export const changeByKey = ({
  code,
  altKey,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>): Change | undefined =>
  altKey || ctrlKey || metaKey ? undefined : KEYS[code]

/** Lies on its side: width and height have changed places. */
export const isOnSide = ({ turned }: View) => turned % 180 !== 0
