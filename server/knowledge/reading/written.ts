import type { Language } from '../../platform/problems.ts'
import type { Id } from '../../platform/values.ts'
import { htmlOf as htmlOfMarkdown } from '../markdown.ts'
import { filePath } from './file-path.ts'

/** What is written in a version, as HTML. Files that are not its own, and those that are held back, are left out. */
export const htmlOf = (
  markdown: string,
  {
    number,
    files,
    language,
  }: { number: string; files: readonly { fileId: Id<'file'> }[]; language: Language },
): string =>
  htmlWith(markdown, {
    language,
    fileAddress: (id) =>
      files.some(({ fileId }) => fileId === id) ? filePath(number, id as Id<'file'>) : undefined,
  })

/** The same for whoever has the files at another place. */
export const htmlWith = (
  markdown: string,
  { fileAddress, language }: { fileAddress: (fileId: string) => string | undefined; language: Language },
): string =>
  htmlOfMarkdown(
    markdown,
    { fileAddress, entryAddress: (other) => `${language === 'en' ? '/en' : ''}/qa/${other}` },
    { headingsFrom: 3 },
  )
