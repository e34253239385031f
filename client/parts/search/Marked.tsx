import './Marked.css'

type Run = { text: string; isFound: boolean }

/** A text cut at the places that were found. Ranges that lie outside, overlap or are out of order do no harm. */
export function runsOf(text: string, ranges: readonly (readonly number[])[]): Run[] {
  const runs: Run[] = []
  let at = 0
  const add = (to: number, isFound: boolean) => {
    if (to > at) runs.push({ text: text.slice(at, to), isFound })
    at = Math.max(at, to)
  }
  for (const [from = 0, to = 0] of ranges.toSorted(([a = 0], [b = 0]) => a - b)) {
    add(Math.min(from, text.length), false)
    add(Math.min(to, text.length), true)
  }
  add(text.length, false)
  return runs
}

/** A text with what was found in it marked; ranges are in UTF-16 units, as the server gives them. */
export function Marked({ text, ranges }: { text: string; ranges: readonly (readonly number[])[] }) {
  return runsOf(text, ranges).map(({ text, isFound }, i) =>
    isFound ? (
      <mark key={i} className="found">
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
