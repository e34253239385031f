import { sql } from 'kysely'
import { changeCase } from '../../server/cases/change.ts'
import { caseAnswered, caseReplied } from '../../server/cases/events.ts'
import type { StoredCase } from '../../server/cases/tables.ts'
import { stateEntry } from '../../server/cases/timeline.ts'
import { mailReply } from '../../server/notifications/mail-reply.ts'
import { type Db, type Trx, transact } from '../../server/platform/database/database.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { emit } from '../../server/platform/events/outbox.ts'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import type { Mail } from '../../server/platform/mail/port.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { employ } from './accounts.ts'
import { stoppedClock } from './clock.ts'
import { filesInMemory } from './files-in-memory.ts'

export const SECRETS = secretsFrom('a secret key for tests, long enough for anybody')

/** What letters and surveys need; mail goes where the test says. */
export const lettersFrom = (db: Db, now: () => Date, mail: Mail = keptMail()) => ({
  db,
  now,
  mail,
  files: filesInMemory(),
  secrets: SECRETS,
  publicUrl: 'https://help.agency.example:8443',
  log: { warn: () => {} } as unknown as Deps['log'],
})

type Filed = {
  at: Date
  email?: string | null
  name?: string
  title?: string
  language?: 'zh-TW' | 'en'
  responseDueAt?: Date
}

/** A case as the web form files it. */
export async function fileCase(
  db: Db,
  {
    at,
    email = 'wang@agency.example',
    name = '王小明',
    title = '差勤系統無法送出請假單',
    language = 'zh-TW',
    responseDueAt = new Date(+at + 3_600_000),
  }: Filed,
): Promise<{ id: Id<'case'>; number: string }> {
  const id = newId<'case'>()
  const systemId = await aSystem(db)
  const asked = {
    id,
    key: null,
    openedAt: at,
    responseDueAt,
    dueAt: new Date(+at + 8 * 3_600_000),
    queueId: 1,
    leadSystemId: systemId,
    systemIds: [systemId],
    priority: 3,
    channel: 'web',
    title,
    requesterName: name,
    requesterEmail: email,
    requesterPhone: '+886422345678',
    language,
    origin: '203.0.113.5',
    stateEntryId: newId(),
    messageEntryId: newId(),
    eventId: newId(),
    message: { text: '按下送出後畫面空白。' },
  }
  const { rows } = await sql<{ id: Id<'case'>; number: string }>`
    select id, number from accept_cases(${JSON.stringify([asked])}::jsonb)`.execute(db)
  return rows[0]!
}

async function aSystem(db: Db) {
  const { id } = await db
    .insertInto('systems')
    .values({
      code: newId(),
      name: '差勤管理系統',
      shortName: '差勤',
      domain: '差勤',
      ownerId: null,
      vendorId: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Reply = {
  at: Date
  agentId: Id<'person'>
  text?: string
  files?: { id: Id<'file'>; name: string; size: number; mediaType: string | null }[]
  to?: 'answered' | 'in-progress' | 'waiting' | 'closed'
  waitingFor?: 'data' | 'verification'
}

/** An agent writes to the requester, with the state that follows. */
export const replyTo = (
  db: Db,
  caseId: Id<'case'>,
  { at, agentId, text = '請清除瀏覽器快取後再試。', files = [], to = 'answered', waitingFor }: Reply,
) =>
  transact(db, async (trx) => {
    const row = await locked(trx, caseId)
    const by = { actorId: agentId, origin: '198.51.100.7', at }
    const entryId = newId<'entry'>()
    const ends = to === 'answered' || to === 'closed'
    await changeCase(
      trx,
      row,
      {
        status: to,
        waitingFor: waitingFor ?? null,
        ownerId: agentId,
        ...(ends && { answeredAt: at, answer: text, responsibleUnit: '一線客服' }),
        ...(to === 'closed' && { closedAt: at, rootCause: 'operation', disposition: 'solved' }),
      },
      [
        { ...by, id: entryId, kind: 'message-out', body: { text, files } },
        ...stateEntry(by, row, { status: to, ...(waitingFor && { waitingFor }) }),
      ],
    )
    await emit(trx, caseReplied, { caseId, entryId, agentId })
    if (ends) await emit(trx, caseAnswered, { caseId, agentId })
    return entryId
  })

/** Brings an answered case to an end, or back to work, by an agent, without a word to the requester. */
export const moveCase = (
  db: Db,
  caseId: Id<'case'>,
  status: 'closed' | 'reopened',
  { at, actorId }: { at: Date; actorId: Id<'person'> },
) =>
  transact(db, async (trx) => {
    const row = await locked(trx, caseId)
    const by = { actorId, origin: '198.51.100.7', at }
    await changeCase(
      trx,
      row,
      status === 'closed'
        ? {
            status,
            closedAt: at,
            rootCause: 'operation',
            disposition: 'solved',
          }
        : { status, closedAt: null, answer: null, answeredAt: null },
      stateEntry(by, row, { status }) as [ReturnType<typeof stateEntry>[number]],
    )
  })

const locked = (trx: Trx, caseId: Id<'case'>): Promise<StoredCase> =>
  trx.selectFrom('cases').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirstOrThrow()

export const mailsOf = (db: Db, caseId: Id<'case'>) =>
  db.selectFrom('outgoingMails').selectAll().where('caseId', '=', caseId).orderBy('createdAt').execute()

/** How often an event of that name waits to be delivered. */
export const emitted = async (db: Db, name: string, key: string, value: string) =>
  (
    await db
      .selectFrom('outbox')
      .select('payload')
      .where('name', '=', name)
      .where(sql<boolean>`payload ->> ${key} = ${value}`)
      .execute()
  ).length

/** A case and those who write about it: its requester has asked, an agent replies. */
export async function correspondence(db: Db, over: Partial<Parameters<typeof fileCase>[1]> = {}) {
  const clock = stoppedClock()
  const deps = lettersFrom(db, clock.now)
  const { id: agentId } = await employ(db, { roles: ['tier1-agent'] })
  const { id: caseId, number } = await fileCase(db, { at: clock.now(), ...over })
  const reply = async (given: Partial<Parameters<typeof replyTo>[2]> = {}) => {
    clock.advance({ minutes: 10 })
    const entryId = await replyTo(db, caseId, { at: clock.now(), agentId, ...given })
    return { entryId, send: () => mailReply(deps, { caseId, entryId }) }
  }
  return { clock, deps, agentId, caseId, number, reply, mails: () => mailsOf(db, caseId) }
}
