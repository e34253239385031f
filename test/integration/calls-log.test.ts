import { describe, expect } from 'vitest'
import { attachCall } from '../../server/calls/log/attach-call.ts'
import { readDeskCall } from '../../server/calls/log/desk-call.ts'
import { nameCaller } from '../../server/calls/log/name-caller.ts'
import { callsOfCase, listCalls } from '../../server/calls/log/read-calls.ts'
import { showCall } from '../../server/calls/log/show-call.ts'
import { addNote } from '../../server/cases/note.ts'
import { inCallCentre } from '../support/calls-ground.ts'
import { toldCalls } from '../support/calls-told.ts'

const E164 = '+886912345678'
const from = '192.0.2.1'

describe('the desk of the agent at whom a call rings', () => {
  inCallCentre('shows who calls and their open case before the others', async ({ centre }) => {
    const { comes } = toldCalls(centre)
    const requesterId = await centre.caller({ name: '陳美玲', phones: [{ e164: E164 }] })
    const open = await centre.file({ requesterId, title: '請假單' })
    centre.clock.advance({ hours: 1 })
    const agent = await centre.agent()
    const call = await centre.callOf(await comes())
    const shown = await readDeskCall(centre.deps, agent, call.id)
    expect(shown).toMatchObject({
      role: 'agent',
      call: { number: '0912-345-678', caller: { name: '陳美玲', agencyName: '曙光部燈塔局' } },
      maybe: [],
      openCases: [{ id: open.id, title: '請假單' }],
      recentCases: [],
    })
    expect(shown?.offerId).not.toBeNull()
  })

  inCallCentre('shows everybody who may be calling, and what all of them have open', async ({ centre }) => {
    const { comes } = toldCalls(centre)
    const one = await centre.caller({ name: '王一', phones: [{ e164: E164 }] })
    await centre.caller({ name: '王二', phones: [{ e164: E164 }] })
    await centre.file({ requesterId: one })
    const agent = await centre.agent()
    const call = await centre.callOf(await comes())
    const shown = await readDeskCall(centre.deps, agent, call.id)
    expect(shown?.maybe.map(({ name }) => name)).toEqual(['王一', '王二'])
    expect(shown?.openCases).toHaveLength(1)
  })
})

describe('a call added to an open case', () => {
  inCallCentre('leaves the case that it had opened withdrawn, and both linked', async ({ centre }) => {
    const { comes, answers, ends } = toldCalls(centre)
    const requesterId = await centre.caller({ phones: [{ e164: E164 }] })
    const open = await centre.file({ requesterId })
    const agent = await centre.agent()
    const callRef = await comes()
    await answers(callRef, agent)
    const { id: callId, caseId } = await centre.callOf(callRef)
    const by = { actor: agent, address: from }
    expect((await centre.stored(open.id)).ownerId).toBeNull()
    await attachCall(centre.deps, by, { callId, caseId: open.id })
    await attachCall(centre.deps, by, { callId, caseId: open.id })
    expect(await centre.callOf(callRef)).toMatchObject({ caseId: open.id, openedCase: false })
    expect((await centre.stored(caseId!)).status).toBe('withdrawn')
    expect(await centre.stored(open.id)).toMatchObject({ ownerId: agent.id, status: 'in-progress' })
    const links = await centre.db.selectFrom('caseLinks').select(['caseId', 'otherId']).execute()
    expect(links).toEqual([{ caseId, otherId: open.id }])
    await ends(callRef)
    const words = (await centre.entries(open.id)).filter(({ kind }) => kind === 'call')
    expect(words).toHaveLength(2)
    expect(await callsOfCase(centre.db, agent, open.id)).toHaveLength(1)
  })

  inCallCentre(
    'makes it that of whoever answers, also when it was added while it rang',
    async ({ centre }) => {
      const { comes, answers } = toldCalls(centre)
      const open = await centre.file()
      const agent = await centre.agent()
      const callRef = await comes()
      const { id: callId } = await centre.callOf(callRef)
      await attachCall(centre.deps, { actor: agent, address: from }, { callId, caseId: open.id })
      expect((await centre.stored(open.id)).ownerId).toBeNull()
      await answers(callRef, agent)
      expect(await centre.stored(open.id)).toMatchObject({ ownerId: agent.id, status: 'in-progress' })
    },
  )

  inCallCentre('leaves what somebody has written in its first case where it is', async ({ centre }) => {
    const { comes, answers } = toldCalls(centre)
    const open = await centre.file()
    const agent = await centre.agent()
    const callRef = await comes()
    await answers(callRef, agent)
    const { id: callId, caseId } = await centre.callOf(callRef)
    await addNote(centre.deps, { actor: agent, caseId: caseId!, address: from }, { text: '已問到錯誤訊息' })
    await attachCall(centre.deps, { actor: agent, address: from }, { callId, caseId: open.id })
    expect((await centre.stored(caseId!)).status).toBe('in-progress')
  })

  inCallCentre('must not be one that is closed', async ({ centre }) => {
    const { comes } = toldCalls(centre)
    const agent = await centre.agent()
    const [first, second] = [await comes(), await comes({ from: '0911-111-111' })]
    await toldCalls(centre).ends(first, 'abandoned')
    const { caseId } = await centre.callOf(first)
    const { id: callId } = await centre.callOf(second)
    await expect(
      attachCall(centre.deps, { actor: agent, address: from }, { callId, caseId: caseId! }),
    ).rejects.toMatchObject({ code: 'call-case-closed' })
  })
})

describe('who calls, when an agent says so', () => {
  inCallCentre('is the requester of the case, and found by the number the next time', async ({ centre }) => {
    const { comes, answers } = toldCalls(centre)
    const personId = await centre.caller({ name: '陳美玲' })
    const agent = await centre.agent()
    const callRef = await comes()
    await answers(callRef, agent)
    const { id: callId, caseId } = await centre.callOf(callRef)
    await nameCaller(centre.deps, { actor: agent, address: from }, { callId, personId, remembers: true })
    expect(await centre.callOf(callRef)).toMatchObject({ callerId: personId, agencyId: centre.bureau })
    expect(await centre.stored(caseId!)).toMatchObject({ requesterId: personId, agencyId: centre.bureau })
    const again = await comes()
    expect(await centre.callOf(again)).toMatchObject({ callerId: personId })
  })
})

describe('the log of calls', () => {
  inCallCentre('is read a page at a time, each call once', async ({ centre }) => {
    const { comes } = toldCalls(centre)
    const agent = await centre.agent({ presence: 'away' })
    for (let n = 0; n < 55; n++) {
      await comes({ from: null })
      if (n % 3 === 0) centre.clock.advance({ seconds: 1 })
    }
    const first = await listCalls(centre.db, agent, {})
    const second = await listCalls(centre.db, agent, { after: first.next! })
    const ids = [...first.calls, ...second.calls].map(({ id }) => id)
    expect(new Set(ids).size).toBe(55)
    expect(second.next).toBeNull()
  })

  inCallCentre(
    'hides numbers from whoever may not see them, and does not find by them',
    async ({ centre }) => {
      const { comes } = toldCalls(centre)
      const agent = await centre.agent()
      await comes()
      const reader = { ...agent, permissions: agent.permissions.filter((one) => one !== 'call:read-numbers') }
      const seen = await listCalls(centre.db, reader, {})
      expect(seen.calls[0]?.number).toBe('0912-***-678')
      expect((await listCalls(centre.db, reader, { number: '0912345678' })).calls).toEqual([])
      const whole = { ...agent, permissions: [...agent.permissions, 'call:read-numbers'] }
      expect((await listCalls(centre.db, whole, { number: '0912345678' })).calls).toHaveLength(1)
    },
  )

  inCallCentre('shows nobody calls of cases that are not theirs to see', async ({ centre }) => {
    const { comes } = toldCalls(centre)
    const agent = await centre.agent({ presence: 'away' })
    const call = await centre.callOf(await comes())
    const stranger = { ...agent, permissions: ['case:work'] }
    expect((await listCalls(centre.db, stranger, {})).calls).toEqual([])
    await expect(showCall(centre.db, stranger, call.id)).rejects.toMatchObject({ code: 'call-not-found' })
    await expect(callsOfCase(centre.db, stranger, call.caseId!)).rejects.toMatchObject({
      code: 'case-not-found',
    })
  })

  inCallCentre(
    'tells of a call who had a part in it, where it waited, and what was told of it',
    async ({ centre }) => {
      const { comes, answers, ends } = toldCalls(centre)
      const agent = await centre.agent()
      const callRef = await comes()
      await answers(callRef, agent)
      await ends(callRef)
      const { id } = await centre.callOf(callRef)
      const shown = await showCall(centre.db, agent, id)
      expect(shown.legs).toMatchObject([{ role: 'agent', state: 'ended', agent: { id: agent.id } }])
      expect(shown.waits).toMatchObject([{ outcome: 'answered' }])
      expect(shown.events.map(({ type }) => type)).toEqual([
        'call.offered',
        'call.ready',
        'leg.alerting',
        'leg.established',
        'call.ended',
      ])
    },
  )
})
