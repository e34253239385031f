import type { Searchable } from '../port.ts'
import type { Host } from './host.ts'

/** The last that was said of each document: as it is, or that it is forgotten. */
export type Changes = Map<string, Searchable | null>

export function noteKept(changes: Changes, documents: readonly Searchable[]) {
  for (const document of documents)
    if ((changes.get(document.key)?.rev ?? 0) <= document.rev) changes.set(document.key, document)
}

export function noteForgotten(changes: Changes, keys: readonly string[]) {
  for (const key of keys) changes.set(key, null)
}

/** Whether something newer was said than this, which may have been read before. */
export function isOvertaken(changes: Changes, { key, rev }: Searchable): boolean {
  const said = changes.get(key)
  return said === null || (said !== undefined && said.rev >= rev)
}

/** Does to an index what was said. */
export async function apply(host: Host, changes: Changes) {
  const all = [...changes]
  await host.ask('forget', { keys: all.flatMap(([key, one]) => (one === null ? [key] : [])) })
  await host.ask('keep', { documents: all.flatMap(([, one]) => (one === null ? [] : [one])) })
}

/** Runs what it is given one after the other, whether the last went well or not. */
export function inTurn() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
