import { describe, expect } from 'vitest'
import { newId } from '../../server/platform/values.ts'
import { messagesOf, somebody, storedCase } from '../support/intake-app.ts'
import { test } from '../support/intake-test.ts'

describe('staff key in', () => {
  const KEY_IN = ['case:key-in']

  test('for somebody of the directory with two fields', async ({ db, ask }) => {
    const [agent, person] = [
      await somebody(db, { permissions: KEY_IN }),
      await somebody(db, { name: '陳怡君' }),
    ]
    const { status, body } = await ask('POST /walk-ins', {
      as: agent,
      body: { channel: 'walk-in', systemId: 1, description: '臨櫃反映無法登入', requesterId: person.id },
    })
    expect(status).toBe(201)
    expect(await storedCase(db, body.id)).toMatchObject({
      channel: 'walk-in',
      requesterId: person.id,
      requesterName: '陳怡君',
      requesterEmail: person.email,
      keyedById: agent.id,
    })
    expect(await messagesOf(db, body.id)).toMatchObject([{ actorId: agent.id, origin: 'desk 192.0.2.1' }])
  })

  test('for somebody unknown with a name alone, with the priority they see', async ({ db, ask }) => {
    const agent = await somebody(db, { permissions: KEY_IN })
    const walkIn = { channel: 'fax', systemId: 1, description: '傳真來文' }
    const { body } = await ask('POST /walk-ins', {
      as: agent,
      body: { ...walkIn, name: '王大明', priority: 1 },
    })
    expect(await storedCase(db, body.id)).toMatchObject({
      requesterName: '王大明',
      priority: 1,
      channel: 'fax',
    })
    const nobody = await ask('POST /walk-ins', { as: agent, body: walkIn })
    expect(nobody.body.code).toBe('contact-missing')
    const noSuch = await ask('POST /walk-ins', { as: agent, body: { ...walkIn, requesterId: newId() } })
    expect(noSuch).toMatchObject({ status: 404, body: { code: 'person-not-found' } })
  })

  test('only who may', async ({ db, ask }) => {
    const body = { channel: 'walk-in', systemId: 1, description: '無法登入', name: '王' }
    expect((await ask('POST /walk-ins', { as: await somebody(db), body })).status).toBe(403)
    expect((await ask('POST /walk-ins', { body })).status).toBe(401)
  })
})
