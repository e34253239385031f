import { describe, expect } from 'vitest'
import { callSettingsRoutes } from '../../server/calls/plan/routes.ts'
import { employ } from '../support/accounts.ts'
import { type CallCentre, inCallCentre, MENU_LINE } from '../support/calls-ground.ts'
import { secrets } from '../support/files-app.ts'
import { filesInMemory } from '../support/files-in-memory.ts'
import { identityApp } from '../support/identity-app.ts'

async function openSettings({ db, deps }: CallCentre) {
  const app = await identityApp({
    db,
    now: deps.now,
    also: [callSettingsRoutes({ ...deps, secrets, files: filesInMemory() })],
  })
  const tokenOf = async (role: 'supervisor' | 'quality-officer') =>
    (await app.signIn(await employ(db, { roles: [role] }))).token
  const [supervisor, reader] = [await tokenOf('supervisor'), await tokenOf('quality-officer')]
  const as = (token: string | undefined) => (endpoint: string, body?: object) =>
    app.ask(endpoint, { token, ...(body && { body }) })
  return { set: as(supervisor), read: as(reader) }
}

const test = inCallCentre.extend('settings', ({ centre }) => openSettings(centre))

const plansAsked = ({ emitted }: CallCentre) => emitted('call.plan-changed')
const auditOf = ({ db }: CallCentre, action: string) =>
  db.selectFrom('auditLog').select(['subject', 'detail']).where('action', '=', action).execute()

const line = (more: object = {}) => ({
  name: '英語專線',
  kind: 'voice',
  language: 'en',
  defaultSystemId: 1,
  hasMenu: true,
  records: true,
  alwaysOpen: false,
  isOn: true,
  ...more,
})

describe('the settings of the telephone', { timeout: 60_000 }, () => {
  test('are read by whoever reads the board and changed by supervisors', async ({ centre, settings }) => {
    const { status, body } = await settings.read('GET /call-settings')
    expect(status).toBe(200)
    expect(body.general).toMatchObject({ informEverySeconds: 45, officeNumber: null, recordingDays: 180 })
    expect(body.lines.map(({ number }: { number: string }) => number)).toEqual(['5001', '5002', '5009'])
    expect(body.queues[0]).toMatchObject({
      queueId: 1,
      levelSeconds: 20,
      levelTarget: 80,
      shortAbandonSeconds: 5,
    })
    expect(body.keptVersion).toBeNull()
    const refused = await settings.read('PUT /call-settings/general', body.general)
    expect(refused.status).toBe(403)
    expect(await plansAsked(centre)).toHaveLength(0)
  })

  test('that hold for all calls are kept, written down as what changed, and make a new plan', async ({
    centre,
    settings,
  }) => {
    const { body: before } = await settings.read('GET /call-settings')
    const general = { ...before.general, officeNumber: '0223979298', mostWaitSeconds: 600 }
    expect((await settings.set('PUT /call-settings/general', general)).body.general).toEqual(general)
    expect(await auditOf(centre, 'call-settings-changed')).toEqual([
      {
        subject: 'calls:general',
        detail: {
          officeNumber: { from: null, to: '0223979298' },
          mostWaitSeconds: { from: 900, to: 600 },
        },
      },
    ])
    expect(await plansAsked(centre)).toHaveLength(1)
    const wrong = await settings.set('PUT /call-settings/general', { ...general, allow: ['+886-2'] })
    expect(wrong.status).toBe(400)
  })

  test('add, change and remove service numbers; one for a system that is not there is refused', async ({
    centre,
    settings,
  }) => {
    const added = await settings.set(
      'PUT /call-settings/lines/5003',
      line({ defaultSystemId: centre.payroll }),
    )
    expect(added.body.lines).toContainEqual({
      number: '5003',
      ...line({ defaultSystemId: centre.payroll }),
    })
    await settings.set(
      'PUT /call-settings/lines/5003',
      line({ defaultSystemId: centre.payroll, isOn: false }),
    )
    expect(
      await settings.set('PUT /call-settings/lines/5004', line({ defaultSystemId: 30_000 })),
    ).toMatchObject({
      status: 404,
      body: { code: 'system-not-found' },
    })
    expect((await settings.set('DELETE /call-settings/lines/5003')).status).toBe(200)
    expect(await settings.set('DELETE /call-settings/lines/5003')).toMatchObject({
      status: 404,
      body: { code: 'call-line-not-found' },
    })
    const { body } = await settings.read('GET /call-settings')
    expect(body.lines.map(({ number }: { number: string }) => number)).toEqual(['5001', '5002', '5009'])
    expect(await auditOf(centre, 'call-line-removed')).toHaveLength(1)
  })

  test('set the menu, and read it out in both languages', async ({ centre, settings }) => {
    const choices = [
      { digit: '2', action: 'system', systemId: centre.attendance },
      { digit: '*', action: 'again', systemId: null },
      { digit: '0', action: 'operator', systemId: null },
      { digit: '1', action: 'system', systemId: centre.payroll },
    ]
    const { body } = await settings.set('PUT /call-settings/menu', { choices })
    expect(body.menu).toHaveLength(4)
    const spoken = body.prompts.filter(({ key }: { key: string }) => key === 'menu')
    expect(spoken).toEqual([
      {
        key: 'menu',
        language: 'zh-TW',
        text: '待遇請按一，差勤請按二，由專人服務請按零，重聽請按星號。',
        isOwn: false,
        hasAudio: false,
      },
      {
        key: 'menu',
        language: 'en',
        text: 'For 待遇, press one. For 差勤, press two. For an operator, press zero. To hear this again, press star.',
        isOwn: false,
        hasAudio: false,
      },
    ])
  })

  test.for([
    ['two choices for one key', [null, null], 'menu-digit-twice'],
    ['a system that is not named', [{ digit: '1', action: 'system', systemId: null }], 'menu-choice-unclear'],
    ['an operator with a system', [{ digit: '9', action: 'operator', systemId: 1 }], 'menu-choice-unclear'],
  ] as const)('refuse a menu with %s, and keep the old one', async ([, given, code], { settings }) => {
    const twice = { digit: '9', action: 'operator', systemId: null }
    const choices = given.map((choice) => choice ?? twice)
    expect(await settings.set('PUT /call-settings/menu', { choices })).toMatchObject({
      status: 400,
      body: { code },
    })
    expect((await settings.read('GET /call-settings')).body.menu).toHaveLength(3)
  })

  test('set how calls of a queue are offered and counted', async ({ centre, settings }) => {
    const queue = {
      ringSeconds: 15,
      wrapUpSeconds: 0,
      extensionSeconds: 30,
      levelSeconds: 10,
      levelTarget: 90,
      shortAbandonSeconds: 3,
      overflowSeconds: 0,
      records: false,
    }
    const { body } = await settings.set('PUT /call-settings/queues/2', queue)
    expect(body.queues[1]).toEqual({ queueId: 2, name: expect.any(String), ...queue })
    expect(await settings.set('PUT /call-settings/queues/99', queue)).toMatchObject({
      status: 404,
      body: { code: 'queue-not-found' },
    })
    expect(await auditOf(centre, 'voice-queue-changed')).toEqual([{ subject: 'queue:2', detail: queue }])
  })

  test('put wrap-up codes in order, swap their names, and only turn off what calls may have', async ({
    settings,
  }) => {
    const { body: before } = await settings.read('GET /call-settings')
    const [first, second, third] = before.wrapUpCodes
    const { body, status } = await settings.set('PUT /call-settings/wrap-up-codes', {
      codes: [
        { id: second.id, name: first.name, isOn: true },
        { id: first.id, name: second.name, isOn: true },
        { name: '新系統上線', isOn: true },
      ],
    })
    expect(status).toBe(200)
    const on = body.wrapUpCodes.filter(({ isOn }: { isOn: boolean }) => isOn)
    expect(on).toMatchObject([
      { id: second.id, name: first.name, place: 0 },
      { id: first.id, name: second.name, place: 1 },
      { name: '新系統上線', place: 2 },
    ])
    expect(body.wrapUpCodes).toHaveLength(before.wrapUpCodes.length + 1)
    const again = await settings.set('PUT /call-settings/wrap-up-codes', {
      codes: [{ name: third.name, isOn: true }],
    })
    expect(again.body.wrapUpCodes.filter(({ isOn }: { isOn: boolean }) => isOn)).toMatchObject([
      { id: third.id },
    ])
  })

  test.for([
    [
      'two of one name',
      [
        { name: '其他', isOn: true },
        { name: '其他 ', isOn: true },
      ],
      'wrap-up-code-twice',
    ],
    ['the name of another that is not listed', [{ id: 1, name: '其他', isOn: true }], 'wrap-up-code-twice'],
    ['none that is on', [{ name: '其他', isOn: false }], 'wrap-up-code-needed'],
    ['one that is not there', [{ id: 999, name: '沒有的', isOn: true }], 'wrap-up-code-not-found'],
  ] as const)(
    'refuse wrap-up codes with %s, and keep the old ones',
    async ([, codes, code], { settings }) => {
      expect((await settings.set('PUT /call-settings/wrap-up-codes', { codes })).body.code).toBe(code)
      const { body } = await settings.read('GET /call-settings')
      expect(body.wrapUpCodes.every(({ isOn }: { isOn: boolean }) => isOn)).toBe(true)
    },
  )

  test('announce an incident from its beginning to its end, and take it back', async ({
    centre,
    settings,
  }) => {
    const at = (minutes: number) => new Date(centre.deps.now().getTime() + minutes * 60_000).toISOString()
    const announcement = { kind: 'incident', text: '差勤系統搶修中。', language: 'zh-TW' }
    const { status, body } = await settings.set('POST /call-settings/announcements', {
      ...announcement,
      startsAt: at(-1),
      endsAt: at(30),
    })
    expect(status).toBe(201)
    const [{ id }] = body.announcements
    expect(body.prompts).toContainEqual(
      expect.objectContaining({ key: `announcement-${id}`, text: '差勤系統搶修中。', hasAudio: false }),
    )
    for (const [startsAt, endsAt] of [
      [at(10), at(10)],
      [at(-20), at(-10)],
    ])
      expect(
        await settings.set('POST /call-settings/announcements', { ...announcement, startsAt, endsAt }),
      ).toMatchObject({ status: 400, body: { code: 'announcement-ends-before' } })
    const gone = await settings.set(`DELETE /call-settings/announcements/${id}`)
    expect(gone.body.announcements).toEqual([])
    expect(await settings.set(`DELETE /call-settings/announcements/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'announcement-not-found' },
    })
    expect(await plansAsked(centre)).toHaveLength(2)
  })

  test('show whose recording callers hear', async ({ centre, settings }) => {
    const own = { sha256: 'a'.repeat(64), updatedAt: centre.deps.now() }
    const recorder = await centre.agent()
    await centre.db
      .insertInto('prompts')
      .values([
        {
          ...own,
          key: 'greeting',
          language: 'zh-TW',
          fileId: crypto.randomUUID() as never,
          updatedBy: recorder.id,
        },
        { ...own, key: 'menu', language: 'zh-TW', fileId: crypto.randomUUID() as never, updatedBy: null },
      ])
      .execute()
    const { body } = await settings.read('GET /call-settings')
    const shown = (key: string, language: string) =>
      body.prompts.find(
        (prompt: { key: string; language: string }) => prompt.key === key && prompt.language === language,
      )
    expect(shown('greeting', 'zh-TW')).toMatchObject({ isOwn: true, hasAudio: true })
    expect(shown('greeting', 'en')).toMatchObject({ isOwn: false, hasAudio: true })
    expect(shown('menu', 'zh-TW')).toMatchObject({ isOwn: false, hasAudio: true })
    expect(shown('menu', 'en')).toMatchObject({ isOwn: false, hasAudio: false })
    expect(MENU_LINE).toBe(body.lines[0].number)
  })
})
