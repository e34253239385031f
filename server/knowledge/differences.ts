import { diffArrays } from 'diff'

/** A piece of two texts: in both, only in the later or only in the earlier one. */
export type Run = { kind: 'same' | 'added' | 'removed'; text: string }

const ALONE = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}`
const LETTER = String.raw`[[\p{L}\p{N}\p{M}_]--[${ALONE}]]`
const PICTURE = String.raw`\p{Extended_Pictographic}[\p{EMod}\uFE0F]?`
/** Of Chinese each character, of other scripts whole words, numbers and codes (3,500, 2026-11-22, Q000948) whole. */
const WORD = new RegExp(
  [
    String.raw`[${ALONE}]\p{M}*`,
    String.raw`${LETTER}+(?:[.,:\/'’\-]${LETTER}+)*`,
    String.raw`[ \t]+`,
    String.raw`${PICTURE}(?:\u200D${PICTURE})*`,
    String.raw`\P{M}\p{M}*`,
    String.raw`\p{M}+`,
  ].join('|'),
  'gv',
)
const LINE = /[^\n]*\n|[^\n]+$/g

/**
 * Comparing takes the number of pieces times the number of differences. Each attempt may take so many steps; what is
 * compared within lines shares them.
 */
const STEPS = 15_000_000
const MOST_WORDS = 1000
const MOST_WORDS_IN_LINES = 200
const MOST_LINES = 2000

/**
 * What changed from one text to the other, word by word; what was removed stands before what was added in its place.
 * All but the added runs are the earlier text, all but the removed ones the later, letter by letter. Texts with very many
 * differences are compared by lines, then words within lines as far as the cost is bounded, then as a whole.
 */
export function differences(before: string, after: string): Run[] {
  return joined(byWords(before, after, MOST_WORDS, { steps: STEPS }) ?? byLines(before, after))
}

type Budget = { steps: number }

const byWords = (before: string, after: string, most: number, budget: Budget) =>
  aligned(before.match(WORD) ?? [], after.match(WORD) ?? [], most, budget)

function byLines(before: string, after: string): Run[] {
  const lines = aligned(before.match(LINE) ?? [], after.match(LINE) ?? [], MOST_LINES, {
    steps: STEPS,
  })
  if (!lines) return replaced(before, after)
  const budget = { steps: STEPS }
  const rough = joined(lines)
  return rough.flatMap((run, n): Run[] => {
    const next = rough[n + 1]
    if (run.kind === 'removed' && next?.kind === 'added')
      return byWords(run.text, next.text, MOST_WORDS_IN_LINES, budget) ?? replaced(run.text, next.text)
    return run.kind === 'added' && rough[n - 1]?.kind === 'removed' ? [] : [run]
  })
}

const replaced = (before: string, after: string): Run[] => [
  { kind: 'removed', text: before },
  { kind: 'added', text: after },
]

/** @returns undefined when there are more differences than `most`, or than the budget allows */
function aligned(
  before: readonly string[],
  after: readonly string[],
  most: number,
  budget: Budget,
): Run[] | undefined {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const olds = before.slice(start, before.length - tail)
  const news = after.slice(start, after.length - tail)
  const middle = compared(olds, news, most, budget)
  return (
    middle && [
      { kind: 'same', text: before.slice(0, start).join('') },
      ...middle,
      { kind: 'same', text: before.slice(before.length - tail).join('') },
    ]
  )
}

function compared(olds: string[], news: string[], most: number, budget: Budget): Run[] | undefined {
  const pieces = olds.length + news.length
  if (olds.length === 0 || news.length === 0) return replaced(olds.join(''), news.join(''))
  const maxEditLength = Math.min(most, Math.floor(budget.steps / pieces))
  const changes = maxEditLength > 0 ? diffArrays(olds, news, { maxEditLength }) : undefined
  const changed = changes?.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0)
  budget.steps -= pieces * (changed ?? maxEditLength)
  return changes?.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

/** Neighbours of one kind as one run, none of them empty, removed before added. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed !== '') all.push({ kind: 'removed', text: removed })
    if (added !== '') all.push({ kind: 'added', text: added })
    removed = added = ''
  }
  for (const { kind, text } of runs) {
    if (text === '') continue
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else {
      flush()
      const last = all.at(-1)
      if (last?.kind === 'same') last.text += text
      else all.push({ kind, text })
    }
  }
  flush()
  return all
}
