import type { Question, Searchable, SearchEngine } from '../../../search/port.ts'

export type There = () => SearchEngine

/** A public document; what is not said does not matter. */
export const document = (said: Partial<Searchable> & { key: string }): Searchable => ({
  source: 'qa',
  seenBy: ['public'],
  title: '',
  keywords: '',
  body: '',
  systemIds: [1],
  kind: 'entry',
  year: 2026,
  quality: 0,
  rev: 1,
  ...said,
})

/** As they come from a database: some at a time. */
export async function* batches(...all: (readonly Searchable[])[]): AsyncGenerator<readonly Searchable[]> {
  for (const some of all) yield some
}

/** The keys that anybody finds. */
export async function found(
  engine: SearchEngine,
  text: string,
  said: Partial<Question> = {},
): Promise<string[]> {
  const candidates = await engine.find({ text, reader: ['public'], most: 1000, ...said })
  return candidates.map(({ key }) => key)
}
