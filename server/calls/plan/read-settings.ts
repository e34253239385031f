import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { CallSettings } from './api.ts'
import { readGeneral } from './general.ts'
import { readKept } from './kept-plan.ts'
import { spokenTexts } from './spoken-texts.ts'

/** Announcements stay in the list so long after their end: what was said can be looked up. */
const SHOWN_AFTER_MS = 30 * 24 * 60 * 60 * 1000

/** Everything that is set for the telephone, and which plan the adapter has. */
export async function readCallSettings({
  db,
  now,
}: Pick<Deps, 'db' | 'now'>): Promise<Returned<CallSettings>> {
  const at = now()
  const [general, lines, menu, queues, wrapUpCodes, announcements, prompts, kept] = await Promise.all([
    readGeneral(db),
    db.selectFrom('serviceLines').selectAll().orderBy('number').execute(),
    db.selectFrom('menuChoices').selectAll().orderBy('digit').execute(),
    db
      .selectFrom('voiceQueues')
      .innerJoin('queues', 'queues.id', 'voiceQueues.queueId')
      .selectAll('voiceQueues')
      .select('queues.name')
      .orderBy('queues.tier')
      .orderBy('queues.id')
      .execute(),
    db.selectFrom('wrapUpCodes').selectAll().orderBy('place').orderBy('id').execute(),
    db
      .selectFrom('callAnnouncements')
      .select(['id', 'kind', 'text', 'language', 'startsAt', 'endsAt'])
      .where('endsAt', '>', new Date(at.getTime() - SHOWN_AFTER_MS))
      .orderBy('startsAt', 'desc')
      .orderBy('id')
      .execute(),
    readPrompts(db, at),
    readKept(db),
  ])
  return {
    general,
    lines,
    menu,
    queues,
    wrapUpCodes,
    announcements,
    prompts,
    keptVersion: kept?.keptVersion ?? null,
  }
}

async function readPrompts(db: Db, at: Date): Promise<CallSettings['prompts']> {
  const [texts, { rows: uploaded }] = [
    await spokenTexts(db, at),
    await sql<{ key: string; language: string; text: string; isOwn: boolean }>`
      select key, language, text, updated_by is not null as is_own from prompts`.execute(db),
  ]
  const known = new Map(uploaded.map((row) => [`${row.key} ${row.language}`, row]))
  return texts.map(({ key, language, text, isFixed }) => {
    const own = known.get(`${key} ${language}`)
    return {
      key,
      language,
      text: own?.isOwn && own.text ? own.text : text,
      isOwn: own?.isOwn ?? false,
      hasAudio: isFixed || own !== undefined,
    }
  })
}
