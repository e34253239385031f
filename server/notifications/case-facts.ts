import { OFFICE_HOURS } from '../calendars/taiwan.ts'
import { caseCodeOf, progressLink } from '../cases/links.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { readSetting } from '../platform/settings.ts'
import type { Id } from '../platform/values.ts'
import type { CaseFacts } from './letters/common.ts'
import type { Language } from './letters/letter.ts'
import { officeHoursText } from './letters/office-hours.ts'
import { senderFor } from './sender.ts'

/** What every letter needs of the world. */
export type Writer = Pick<Deps, 'db' | 'secrets' | 'publicUrl' | 'now'> & {
  mail: Pick<Deps['mail'], 'sender'>
}

const NAME: Record<Language, string> = {
  'zh-TW': '人事資訊系統客服中心',
  en: 'HR Systems Help Desk',
}

/**
 * A case as its letters need it, to whom they go, and whose name they carry.
 *
 * @returns undefined when nobody can be written to: the requester left no address
 */
export async function writableCase(
  { db, mail, secrets, publicUrl }: Omit<Writer, 'now'>,
  caseId: Id<'case'>,
) {
  const found = await db
    .selectFrom('cases')
    .innerJoin('systems', 'systems.id', 'cases.leadSystemId')
    .select([
      'cases.number',
      'cases.title',
      'cases.language',
      'cases.status',
      'cases.openedAt',
      'cases.responseDueAt',
      'cases.answeredAt',
      'cases.closedAt',
      'cases.requesterId',
      'cases.keyedById',
      'cases.channel',
      'cases.requesterName',
      'cases.requesterEmail',
      'systems.name as systemName',
    ])
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
  if (!found?.requesterEmail) return undefined
  const { number, title, language, requesterName, requesterEmail, systemName, ...rest } = found
  const sender = await senderFor({ db, mail, secrets }, { id: caseId, number })
  const code = caseCodeOf(secrets, caseId)
  const facts: CaseFacts = {
    language,
    number,
    code,
    title,
    requesterName,
    systemName,
    progressUrl: progressLink(publicUrl, number, code),
    centre: {
      name: NAME[language],
      hotline: await hotlineOf(db),
      hours: officeHoursText(language, OFFICE_HOURS),
    },
    mailbox: sender && { signature: sender.signature, isRead: sender.replyTo !== null },
  }
  return { ...rest, facts, sender, to: { address: requesterEmail, name: requesterName } }
}

/** The telephone number in letters, from the setting `centre.hotline`; null where none is set. */
async function hotlineOf(db: Db): Promise<string | null> {
  const hotline = await readSetting(db, 'centre.hotline')
  return typeof hotline === 'string' ? hotline : null
}
