import { wholeNumber } from '../../platform/whole-number.ts'

export type Bounds = { min: number; max: number }

/** What was typed as a whole number within the bounds; undefined when it is none. */
export function numberWithin(text: string, { min, max }: Bounds): number | undefined {
  const n = wholeNumber(text)
  return Number.isInteger(n) && n >= min && n <= max ? n : undefined
}

const PREFIX = /^\+?[0-9]{1,15}$/

/** Beginnings of numbers, one a line; undefined when a line is none. */
export function prefixesOf(text: string): string[] | undefined {
  const lines = text
    .split(/\s+/u)
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.every((line) => PREFIX.test(line)) ? lines : undefined
}
