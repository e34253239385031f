import { visibleCases } from '../../cases/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { formatPhone, parsePhone } from '../../platform/zh/phone.ts'

/** The faxes of a case, for whoever may see it. @throws Refusal 'not-found' `case-not-found` */
export async function listFaxes(db: Db, actor: Actor, caseId: Id<'case'>) {
  const visible = await visibleCases(db, actor).where('cases.id', '=', caseId).executeTakeFirst()
  if (!visible) throw new Refusal('not-found', 'case-not-found')
  const found = await db
    .selectFrom('faxes')
    .selectAll()
    .where('caseId', '=', caseId)
    .orderBy('receivedAt')
    .execute()
  return found.map(({ fromNumber, ...fax }) => {
    const phone = fromNumber ? parsePhone(fromNumber) : undefined
    return { ...fax, number: phone ? formatPhone(phone) : fromNumber }
  })
}
