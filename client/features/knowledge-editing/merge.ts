import { type Content, contentOf, FIELDS, type Field } from './content.ts'

/** What belongs together: who may read it is one decision. */
const TOGETHER: readonly (readonly Field[])[] = [
  ['visibility', 'whyHidden', 'vendorId'],
  ['effectiveFrom', 'effectiveUntil'],
]
const groupOf = (field: Field) => TOGETHER.find((group) => group.includes(field)) ?? [field]

export type Merge = {
  /** With everything that only one side changed; of what both changed, mine. */
  merged: Content
  /** What both changed, each differently: somebody decides. The first of what belongs together stands for all. */
  clashes: Field[]
  /** What only the other changed, and what only I changed. */
  taken: Field[]
  kept: Field[]
}

const isEqual = (one: Content, other: Content, fields: readonly Field[]) =>
  fields.every((field) => JSON.stringify(one[field]) === JSON.stringify(other[field]))

/** Two texts that began as one, put together. Nothing of either is lost without somebody having chosen. */
export function mergeOf(base: Content, mine: Content, theirs: Content): Merge {
  const result: Merge = { merged: contentOf(mine), clashes: [], taken: [], kept: [] }
  for (const field of FIELDS) {
    const group = groupOf(field)
    if (group[0] !== field || isEqual(mine, theirs, group)) continue
    if (isEqual(mine, base, group)) {
      result.merged = withThose(result.merged, theirs, field)
      result.taken.push(field)
    } else if (isEqual(theirs, base, group)) result.kept.push(field)
    else result.clashes.push(field)
  }
  return result
}

/** With a field, and what belongs together with it, of the other. */
export const withThose = (content: Content, other: Content, field: Field): Content => ({
  ...content,
  ...Object.fromEntries(groupOf(field).map((one) => [one, other[one]])),
})

const TEXTS = ['title', 'shortAnswer', 'body', 'expertBody', 'appliesTo', 'changeNote'] as const
export type TextField = (typeof TEXTS)[number]
/** Fields of words, which can be put together by hand. */
export const isText = (field: Field): field is TextField => (TEXTS as readonly Field[]).includes(field)
