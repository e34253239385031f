import { acceptCase } from '../../server/cases/open.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { addAgency, addPerson } from './directory.ts'

async function aSystem(db: Db, ownerId: Id<'person'> | null = null) {
  const { id } = await db
    .insertInto('systems')
    .values({
      code: `S${Math.random()}`,
      name: '差勤系統',
      shortName: '差勤',
      domain: '差勤',
      ownerId,
      vendorId: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** An agency of three: 甲 with two open cases and one closed, 乙 and 丙; and another agency. */
export async function anOffice(db: Db, now: () => Date) {
  const [here, there] = [
    await addAgency(db, { name: '臺松市政府', code: 'A1' }),
    await addAgency(db, { name: '青嵐縣政府', code: 'B1' }),
  ]
  const [one, two, three] = [
    await addPerson(db, { personnelNo: 'P1', name: '甲', agencyId: here, email: 'one@a.example' }),
    await addPerson(db, { personnelNo: 'P2', name: '乙', agencyId: here, email: 'two@a.example' }),
    await addPerson(db, { personnelNo: 'P3', name: '丙', agencyId: here, email: 'three@a.example' }),
  ]
  const systemId = await aSystem(db, one)
  const file = async (requesterId: Id<'person'>, name: string) => {
    const { id } = await acceptCase(
      { db, now },
      {
        channel: 'web',
        leadSystemId: systemId,
        systemIds: [],
        title: '差勤送不出去',
        text: '按送出沒有反應',
        fileIds: [],
        requesterId,
        requesterName: name,
        requesterEmail: `${name}@case.example`,
        requesterPhone: null,
        keyedById: null,
        actorId: requesterId,
        agencyId: here,
        priority: 3,
        language: 'zh-TW',
        origin: 'web',
      },
    )
    return id
  }
  const cases = [await file(one, '甲'), await file(one, '甲')]
  const closed = await file(one, '甲')
  await db
    .updateTable('cases')
    .set({ status: 'withdrawn', closedAt: now() })
    .where('id', '=', closed)
    .execute()
  return { here, there, one, two, three, systemId, cases, closed, file }
}

/** Whose a case is, as far as an import may change it. */
export const caseOf = (db: Db, id: Id<'case'>) =>
  db
    .selectFrom('cases')
    .select(['requesterId', 'requesterName', 'requesterEmail', 'agencyId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** The changes that its timeline tells of. */
export const linesOf = async (db: Db, id: Id<'case'>) =>
  (
    await db
      .selectFrom('timeline')
      .select(['kind', 'actorId', 'body'])
      .where('caseId', '=', id)
      .where('kind', '=', 'change')
      .orderBy('seq')
      .execute()
  ).map(({ actorId, body }) => ({ actorId, body }))

export const ownerOf = async (db: Db, id: number) =>
  (await db.selectFrom('systems').select('ownerId').where('id', '=', id).executeTakeFirstOrThrow()).ownerId
