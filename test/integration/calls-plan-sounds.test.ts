import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { dropPrompt, soundOfPrompt, uploadPrompt } from '../../server/calls/media/prompts.ts'
import { makePlan } from '../../server/calls/plan/make-plan.ts'
import { callSettingsRoutes } from '../../server/calls/plan/routes.ts'
import { claimRaw, keepRaw } from '../../server/files/keep-raw.ts'
import { removeUnclaimed } from '../../server/files/remove-unclaimed.ts'
import { transact } from '../../server/platform/database/database.ts'
import { keptSounds } from '../../telephony-adapter/prompts/kept-sounds.ts'
import { wavOf } from '../../telephony-adapter/wav.ts'
import { inCallCentre as test } from '../support/calls-ground.ts'
import { secrets } from '../support/files-app.ts'
import { filesInMemory } from '../support/files-in-memory.ts'
import { identityApp } from '../support/identity-app.ts'
import { quietLog } from '../support/quiet-log.ts'

test('the menu, announcements and own recordings reach the adapter, are proved, and are played while the server is away', async ({
  centre,
}) => {
  const deps = { ...centre.deps, secrets, files: filesInMemory() }
  const bytes = Buffer.from('RIFF the menu as it was spoken')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const fileId = await keepRaw(deps, { name: 'menu.wav', bytes })
  await transact(centre.db, (trx) => claimRaw(trx, fileId))
  const spoken = {
    key: 'menu',
    language: 'zh-TW' as const,
    fileId,
    sha256,
    updatedAt: deps.now(),
    updatedBy: null,
  }
  await centre.db
    .insertInto('prompts')
    // What this names as the greeting is another sound than what is kept.
    .values([spoken, { ...spoken, key: 'greeting', sha256: 'b'.repeat(64) }])
    .execute()
  const { app } = await identityApp({ db: centre.db, now: deps.now, also: [callSettingsRoutes(deps)] })
  onTestFinished(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const publicUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const dir = await mkdtemp(join(tmpdir(), 'sounds-'))
  onTestFinished(() => rm(dir, { recursive: true }))

  const sounds = keptSounds(dir, quietLog)
  expect(sounds.pathOf('menu', 'zh-TW')).toBeUndefined()
  await sounds.keep(await makePlan({ ...deps, publicUrl }))
  const path = sounds.pathOf('menu', 'zh-TW')
  expect(await readFile(`${path}.wav`)).toEqual(bytes)
  expect(sounds.pathOf('menu', 'en')).toBeUndefined()
  expect(sounds.pathOf('greeting', 'zh-TW')).toBeUndefined()
  expect((await fetch(`${publicUrl}/api/call-prompts/${'c'.repeat(64)}.wav`)).status).toBe(404)
  expect((await fetch(`${publicUrl}/api/call-prompts/menu.wav`)).status).toBe(404)

  await app.close()
  expect(keptSounds(dir, quietLog).pathOf('menu', 'zh-TW')).toBe(path)
  // A recording that is taken back is not played any more.
  await sounds.keep({ prompts: {} })
  expect(sounds.pathOf('menu', 'zh-TW')).toBeUndefined()
})

test('a recording that no plan has named for a day is removed, one that is named again stays', async () => {
  const contents = new Map(
    ['old', 'again', 'new'].map((name) => {
      const bytes = Buffer.from(`RIFF ${name}`)
      return [name, { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }] as const
    }),
  )
  const server = createServer((request, response) =>
    response.end(contents.get(request.url?.slice(1) ?? '')?.bytes),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const dir = await mkdtemp(join(tmpdir(), 'sounds-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const url = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`
  const planOf = (menu: string, greeting: string) => ({
    prompts: {
      menu: { 'zh-TW': { sha256: contents.get(menu)!.sha256, url: url(menu) } },
      greeting: { 'zh-TW': { sha256: contents.get(greeting)!.sha256, url: url(greeting) } },
    },
  })
  const kept = async () => {
    const files = await readdir(dir)
    return [...contents].filter(([, { sha256 }]) => files.includes(`${sha256}.wav`)).map(([name]) => name)
  }
  const HOUR = 3_600_000
  let now = Date.now()
  const sounds = keptSounds(dir, quietLog, () => now)
  await writeFile(join(dir, 'somebody-elses.wav'), 'RIFF')

  await sounds.keep(planOf('old', 'again'))
  now += 40 * HOUR
  await sounds.keep(planOf('new', 'new'))
  expect(await kept()).toEqual(['old', 'again', 'new'])
  now += 23 * HOUR
  await sounds.keep(planOf('new', 'again'))
  expect(await kept()).toEqual(['old', 'again', 'new'])
  now += 2 * HOUR
  await sounds.keep(planOf('new', 'again'))
  expect(await kept()).toEqual(['again', 'new'])
  now += 100 * HOUR
  await sounds.keep(planOf('new', 'again'))
  expect(await kept()).toEqual(['again', 'new'])
  expect(await readdir(dir)).toContain('somebody-elses.wav')
})

test('a recording that is replaced or taken back is removed from the store, the one that is heard stays', async ({
  centre,
}) => {
  const deps = { ...centre.deps, secrets, files: filesInMemory() }
  const by = { actor: await centre.hire('administrator'), address: '192.0.2.1' }
  const greeting = { key: 'greeting', language: 'zh-TW' } as const
  const spoken = (value: number) => wavOf(new Int16Array(800).fill(value), 8000)
  const kept = async () => {
    centre.clock.advance({ seconds: 1 })
    await removeUnclaimed(deps)
    return (await centre.db.selectFrom('files').select('id').execute()).length
  }
  await uploadPrompt(deps, by, greeting, spoken(1))
  expect(await kept()).toBe(1)
  await uploadPrompt(deps, by, greeting, spoken(2))
  expect(await kept()).toBe(1)
  expect(await soundOfPrompt(deps, greeting)).toEqual(spoken(2))
  await dropPrompt(deps, by, greeting)
  expect(await kept()).toBe(0)
})
