/** What can be found. `title` counts more than `body`. */
export type Document<Key> = { key: Key; title: string; body: string }

type Found<Key> = { key: Key; score: number }

/**
 * Puts the documents that are about a text in order, best first, and leaves out those that are not. Who may see them
 * was decided before: nothing is found that was not given.
 */
export type Ranking = <Key>(text: string, documents: readonly Document<Key>[], limit: number) => Found<Key>[]
