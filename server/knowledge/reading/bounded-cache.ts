/** Remembers what was made lately, up to so much; what nobody asked for longest goes first. */
export type BoundedCache<T> = {
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
}

/**
 * @param most what all values may weigh together
 * @param weightOf what one weighs; one that is heavier than an eighth of all is not kept
 */
export function boundedCache<T>(most: number, weightOf: (value: T) => number): BoundedCache<T> {
  const kept = new Map<string, T>()
  let weight = 0
  const drop = (key: string) => {
    const value = kept.get(key)
    if (value === undefined) return
    kept.delete(key)
    weight -= weightOf(value)
  }
  return {
    get(key) {
      const value = kept.get(key)
      if (value === undefined) return undefined
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set(key, value) {
      drop(key)
      if (weightOf(value) > most / 8) return
      kept.set(key, value)
      weight += weightOf(value)
      for (const oldest of kept.keys()) {
        if (weight <= most) break
        drop(oldest)
      }
    },
    delete: drop,
  }
}
