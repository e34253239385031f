/** One measured figure. With a limit, `ratio` is value / limit, and at most (or at least) 1 is good, as `better` says. */
export type Figure = {
  name: string
  value: number
  unit: string
  limit?: number
  better?: 'lower' | 'higher'
}

export type Bench = { name: string; measure: (say: (line: string) => void) => Promise<Figure[]> }

export const percentile = (values: readonly number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]) => percentile(values, 50)

/** Rounded to four significant digits: more would pretend. */
export const rounded = (value: number) => Number(value.toPrecision(4))
