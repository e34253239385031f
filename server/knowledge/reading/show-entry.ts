import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Language } from '../../platform/problems.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import type { HrSystem, ReadEntry } from '../shapes.ts'
import { inOrderFor } from '../variants.ts'
import { boundedCache } from './bounded-cache.ts'
import { filePath } from './file-path.ts'
import { type LiveEntry, readLive, type StoredVariant } from './read-entry.ts'
import { relatedTo } from './related.ts'
import type { Whose } from './whose.ts'
import { htmlOf } from './written.ts'

/** Characters of HTML that are remembered: some thousand entries. */
const KEPT_CHARACTERS = 24_000_000

export type ShownEntry = { id: Id<'knowledge-entry'>; entry: Returned<ReadEntry> }

/** Makes HTML of what versions say. A version never changes, so what was made of it is kept, up to a bound. */
export function entryShower({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const kept = boundedCache<string>(KEPT_CHARACTERS, (html) => html.length)

  function html(live: LiveEntry, language: Language, part: string, text: string): string {
    if (text === '') return ''
    // Links to other entries lead to pages in the reader's language. A file that is held back
    // meanwhile is left out of the text.
    const key = [live.versionId, language, part, ...live.files.map(({ fileId }) => fileId)].join('/')
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = htmlOf(text, { ...live, language })
    kept.set(key, made)
    return made
  }

  /**
   * An entry as this reader reads it, in two questions.
   * @param isStaff sees who answers for it
   * @throws Refusal as `readLive`
   */
  return async function show(
    whose: Whose,
    { number, language, isStaff }: { number: string; language: Language; isStaff: boolean },
  ): Promise<ShownEntry> {
    const live = await readLive(db, whose.reader, { number, today: dayInTaipei(now()) })
    const { id, body, expertBody, variants, files, ownerName, ...entry } = live
    const related = await relatedTo(db, whose.reader, {
      ...live,
      systemIds: live.systems.map((system) => system.id),
    })
    return {
      id,
      entry: {
        ...entry,
        liveAt: live.liveAt,
        bodyHtml: html(live, language, 'body', body),
        expertHtml: html(live, language, 'expert', expertBody),
        isExpert: whose.isExpert && expertBody !== '',
        variants: orderedFor(whose, variants).map(({ n, body, isOwn, ...variant }) => ({
          label: labelOf(variant, language),
          isOwn,
          bodyHtml: html(live, language, `variant ${n}`, body),
        })),
        files: files.map((file) => ({ ...file, href: filePath(live.number, file.fileId) })),
        ownerName: isStaff ? ownerName : null,
        related,
      },
    }
  }
}

/** The reader's own first; what is written for others stays in its order. */
function orderedFor(whose: Whose, variants: readonly StoredVariant[]) {
  const given = variants.map((variant) => ({
    ...variant,
    agencyId: variant.authorityId,
    isOwn:
      variant.authorityId === null
        ? variant.hrSystem !== null && variant.hrSystem === whose.hrSystem
        : whose.agencyIds.includes(variant.authorityId),
  }))
  return inOrderFor(given, whose)
}

const OWN_SYSTEM = { 'zh-TW': '自行建置的人事系統', en: 'HR systems of their own' }

const labelOf = (
  { authorityName, hrSystem }: { authorityName: string | null; hrSystem: HrSystem | null },
  language: Language,
) => authorityName ?? (hrSystem === 'own' ? OWN_SYSTEM[language] : (hrSystem ?? ''))
