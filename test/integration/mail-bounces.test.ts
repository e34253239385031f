import { describe, expect } from 'vitest'
import { readTimeline } from '../../server/cases/read.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { noteBounce } from '../../server/notifications/mark-bounced.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import { actorAs } from '../support/answered-cases.ts'
import { testAlone as test } from '../support/database.ts'
import { lettersApp } from '../support/letters-app.ts'
import { correspondence, emitted } from '../support/mailed-cases.ts'

const said = {
  address: 'wang@agency.example',
  status: '5.1.1',
  said: '550 <wang@agency.example> no such user',
}

describe('a letter that comes back', () => {
  test('says so where it was written, with what the other side said and without addresses', async ({
    db,
  }) => {
    const { deps, agentId, caseId, reply, mails } = await correspondence(db)
    await acknowledge(deps, { caseId })
    await (await reply()).send()
    await sendDueMails(deps)
    const [receipt, answer] = await mails()
    await noteBounce(deps, { ...said, messageId: answer!.messageId })
    await noteBounce(deps, { ...said, messageId: answer!.messageId })
    expect((await mails()).map(({ state, lastError }) => ({ state, lastError }))).toEqual([
      { state: 'sent', lastError: null },
      { state: 'bounced', lastError: '5.1.1 550 <…> no such user' },
    ])
    expect(receipt?.state).toBe('sent')
    expect(await emitted(db, 'mail.failed', 'caseId', caseId)).toBe(1)
    const owner = { ...(await actorAs(db, 'supervisor')), permissions: ['case:read-all', 'case:work'] }
    const entries = await readTimeline(db, owner, caseId)
    expect(entries.find(({ kind }) => kind === 'message-out')?.body).toMatchObject({
      delivery: 'bounced',
      mailId: answer!.id,
      said: '5.1.1 550 <…> no such user',
    })
    expect(agentId).toBeDefined()
  })

  test('is the latest to that address where the report names none', async ({ db }) => {
    const { deps, caseId, reply, mails } = await correspondence(db)
    await acknowledge(deps, { caseId })
    await sendDueMails(deps)
    await (await reply()).send()
    await sendDueMails(deps)
    await noteBounce(deps, { ...said, address: 'WANG@agency.example', messageId: null })
    expect((await mails()).map(({ state }) => state)).toEqual(['sent', 'bounced'])
  })

  test('is none of ours when the report names another, or it is too old, or never left', async ({ db }) => {
    const { deps, clock, caseId, mails } = await correspondence(db)
    await acknowledge(deps, { caseId })
    expect(await noteBounce(deps, { ...said, messageId: null })).toBeUndefined()
    await sendDueMails(deps)
    expect(await noteBounce(deps, { ...said, messageId: '<other@agency.example>' })).toBeUndefined()
    clock.advance({ hours: 24 * 7 })
    expect(await noteBounce(deps, { ...said, messageId: null })).toBeUndefined()
    expect((await mails()).map(({ state }) => state)).toEqual(['sent'])
  })

  test('may be sent again by whoever manages mail, to the address that the requester has by then', async ({
    db,
  }) => {
    const app = await lettersApp(db)
    const { mailId } = await app.failedMail()
    await db.updateTable('outgoingMails').set({ state: 'bounced' }).where('id', '=', mailId).execute()
    const manager = await app.person('administrator')
    const listed = await app.ask('GET /outgoing-mails?state=bounced', manager)
    expect(listed.body.mails).toMatchObject([{ id: mailId, state: 'bounced' }])
    await db.updateTable('cases').set({ requesterEmail: 'wang@new.agency.example' }).execute()
    const again = await app.ask(`POST /outgoing-mails/${mailId}/retry`, manager)
    expect(again).toMatchObject({
      status: 200,
      body: { state: 'queued', toAddress: 'wang@new.agency.example', tries: 0, sentAt: null },
    })
  })
})
