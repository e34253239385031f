/** A value that changes, and who wants to know: what `useSyncExternalStore` reads. */
export function createStore<Value>(first: Value) {
  let value = first
  const listeners = new Set<() => void>()
  return {
    now: () => value,
    subscribe(told: () => void) {
      listeners.add(told)
      return () => void listeners.delete(told)
    },
    change(next: (value: Value) => Value) {
      const changed = next(value)
      if (changed === value) return
      value = changed
      for (const told of listeners) told()
    },
  }
}
