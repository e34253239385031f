import { menuText, PROMPT_TEXTS, type SpokenChoice } from '../../../telephony-adapter/prompts/texts.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'

export type SpokenText = {
  key: string
  language: 'zh-TW' | 'en'
  text: string
  /** The same everywhere: the product brings its sound. Otherwise it is made of settings. */
  isFixed: boolean
}

export const announcementKey = (id: Id<'call-announcement'>) => `announcement-${id}`

/** Everything callers may hear now or later, in words: fixed texts, the menu, and announcements that are not over. */
export async function spokenTexts(db: Db, at: Date): Promise<SpokenText[]> {
  const [choices, announcements] = [
    await readChoices(db),
    await db
      .selectFrom('callAnnouncements')
      .select(['id', 'language', 'text'])
      .where('endsAt', '>', at)
      .orderBy('startsAt')
      .orderBy('id')
      .execute(),
  ]
  const fixed = Object.entries(PROMPT_TEXTS).flatMap(([key, text]) =>
    LANGUAGES.map((language) => ({ key, language, text: text[language], isFixed: true })),
  )
  return [
    ...fixed,
    ...LANGUAGES.map((language) => ({
      key: 'menu',
      language,
      text: menuText(choices, language),
      isFixed: false,
    })),
    ...announcements.map(({ id, language, text }) => ({
      key: announcementKey(id),
      language,
      text,
      isFixed: false,
    })),
  ]
}

const LANGUAGES = ['zh-TW', 'en'] as const

/** The menu's choices in the order in which they are read out: digits, then star and hash. */
export async function readChoices(db: Db): Promise<(SpokenChoice & { systemId: number | null })[]> {
  const rows = await db
    .selectFrom('menuChoices')
    .leftJoin('systems', 'systems.id', 'menuChoices.systemId')
    .select(['digit', 'action', 'systemId', 'systems.shortName'])
    .execute()
  return rows
    .sort((a, b) => orderOf(a.digit) - orderOf(b.digit))
    .map(({ digit, action, systemId, shortName }) =>
      action === 'system'
        ? { digit, action, systemId, systemName: shortName ?? '' }
        : { digit, action, systemId: null },
    )
}

/** 1 to 9, then 0, as the keys lie; star and hash last. */
const orderOf = (digit: string) => '1234567890*#'.indexOf(digit)
