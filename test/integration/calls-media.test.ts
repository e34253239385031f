import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { deleteDue, deleteRecording } from '../../server/calls/media/delete-recording.ts'
import { listFaxes } from '../../server/calls/media/faxes.ts'
import { listRecordings } from '../../server/calls/media/recordings.ts'
import { storeFax, storeWaitingFaxes } from '../../server/calls/media/store-fax.ts'
import { storeRecording, storeWaiting } from '../../server/calls/media/store-recording.ts'
import { keptCopy } from '../../server/directory/kept-copy.ts'
import { readRaw } from '../../server/files/keep-raw.ts'
import { noScanner } from '../../server/platform/scanner/no-scanner.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { answerByVoice } from '../../server/surveys/answer-by-voice.ts'
import { wavOf } from '../../telephony-adapter/wav.ts'
import { type CallCentre, inCallCentre as test } from '../support/calls-ground.ts'
import { faxTiff } from '../support/fax-tiff.ts'
import { filesInMemory } from '../support/files-in-memory.ts'
import { SECRETS } from '../support/mailed-cases.ts'

const DAY = 24 * 3_600_000
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const talk = wavOf(
  Int16Array.from({ length: 16_000 }, (_, n) => 9000 * Math.sin(n / 3)),
  8000,
)

function mediaOf(centre: CallCentre) {
  const files = filesInMemory()
  const { db } = centre.deps
  return { ...centre.deps, files, secrets: SECRETS, scanner: noScanner(), hr: keptCopy(db) }
}

/** A call that was answered by that agent, with its case. */
async function talked(centre: CallCentre, agentId: Id<'person'> | null) {
  const { db, now } = centre.deps
  const { id: caseId } = await centre.file({
    channel: 'phone',
    requesterName: '',
    requesterEmail: null,
    requesterPhone: null,
    agencyId: null,
  })
  const id = newId<'call'>()
  const at = now()
  await db
    .insertInto('calls')
    .values({
      id,
      callRef: centre.nextRef(),
      exchange: 'pbx-a',
      direction: 'in',
      channel: 'phone',
      fromNumber: '+886223979298',
      toNumber: '5001',
      caseId,
      state: 'ended',
      arrivedAt: at,
      answeredAt: at,
      endedAt: at,
      outcome: 'answered',
      agentId,
      seenAt: at,
    })
    .execute()
  return { id, caseId }
}

async function recorded(centre: CallCentre, callId: Id<'call'>, bytes: Buffer) {
  const id = newId<'recording'>()
  const startedAt = centre.deps.now()
  await centre.deps.db
    .insertInto('recordings')
    .values({
      id,
      callId,
      name: `rec-${id}`,
      state: 'ready',
      startedAt,
      sha256: sha256Of(bytes),
      keepUntil: new Date(startedAt.getTime() + 180 * DAY),
      pauses: '[]',
    })
    .execute()
  return id
}

async function faxed(centre: CallCentre, callId: Id<'call'>, caseId: Id<'case'>, fax: object) {
  const id = newId<'fax'>()
  await centre.deps.db
    .insertInto('faxes')
    .values({
      id,
      name: `fax-${id}`,
      callId,
      caseId,
      pages: 2,
      isComplete: true,
      state: 'waiting',
      receivedAt: centre.deps.now(),
      ...fax,
    })
    .execute()
  return id
}

const rowOf = (centre: CallCentre, id: Id<'recording'>) =>
  centre.deps.db.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('a recording is fetched, proved by its hash and kept encrypted; then the exchange may forget it', async ({
  centre,
}) => {
  const deps = mediaOf(centre)
  const agent = await centre.agent()
  const call = await talked(centre, agent.id)
  const id = await recorded(centre, call.id, talk)
  centre.fake.does({ fetch: async () => talk })
  await storeRecording(deps, { recordingId: id })
  const row = await rowOf(centre, id)
  expect(row).toMatchObject({ state: 'stored', ms: 2000, sha256: sha256Of(talk) })
  expect(row.peaks).toHaveLength(200)
  expect((await readRaw(deps, row.fileId!)).equals(talk)).toBe(true)
  expect(centre.fake.ordersTo('forget')).toMatchObject([{ name: row.name }])
  await storeRecording(deps, { recordingId: id })
  expect((await rowOf(centre, id)).fileId).toBe(row.fileId)
})

test('what is not what was recorded is not kept, and fetched again later', async ({ centre }) => {
  const deps = mediaOf(centre)
  const call = await talked(centre, null)
  const id = await recorded(centre, call.id, talk)
  centre.fake.does({ fetch: async () => talk.subarray(0, 900) })
  await expect(storeRecording(deps, { recordingId: id })).rejects.toThrow('is not what its exchange recorded')
  expect(centre.fake.ordersTo('forget')).toEqual([])
  centre.fake.does({ fetch: async () => undefined })
  await storeWaiting(deps)
  expect((await rowOf(centre, id)).state).toBe('ready')
  centre.fake.does({ fetch: async () => talk })
  await storeWaiting(deps)
  expect((await rowOf(centre, id)).state).toBe('stored')
})

test('a recording that nobody had for a week is told as lost', async ({ centre }) => {
  const deps = mediaOf(centre)
  const call = await talked(centre, null)
  const id = await recorded(centre, call.id, talk)
  centre.clock.advance({ hours: 24 * 8 })
  await storeWaiting(deps)
  expect(await rowOf(centre, id)).toMatchObject({ state: 'failed', reason: 'not-at-exchange' })
})

test('its agent and whoever checks quality may hear it, a colleague may not', async ({ centre }) => {
  const deps = mediaOf(centre)
  const agent = await centre.agent()
  const colleague = await centre.agent()
  const quality = await centre.hire('quality-officer')
  const call = await talked(centre, agent.id)
  const id = await recorded(centre, call.id, talk)
  centre.fake.does({ fetch: async () => talk })
  await storeRecording(deps, { recordingId: id })
  const seenBy = async (actor: typeof quality) =>
    (await listRecordings(deps.db, actor, call.id))[0]?.mayListen
  expect(await seenBy(agent)).toBe(true)
  expect(await seenBy(quality)).toBe(true)
  expect(await seenBy(colleague)).toBe(false)
})

test('after its time a recording is deleted: content and key are gone, what proves it stays', async ({
  centre,
}) => {
  const deps = mediaOf(centre)
  const call = await talked(centre, null)
  const id = await recorded(centre, call.id, talk)
  centre.fake.does({ fetch: async () => talk })
  await storeRecording(deps, { recordingId: id })
  const { fileId } = await rowOf(centre, id)
  centre.clock.advance({ hours: 24 * 179 })
  await deleteDue(deps)
  expect((await rowOf(centre, id)).state).toBe('stored')
  centre.clock.advance({ hours: 24 * 2 })
  await deleteDue(deps)
  const row = await rowOf(centre, id)
  expect(row).toMatchObject({ state: 'deleted', fileId: null, peaks: null })
  expect(row.proof).toMatchObject({ sha256: sha256Of(talk), rule: 'retention' })
  expect(row.proof).toHaveProperty('contentGoneAt')
  const file = await deps.db.selectFrom('files').select('id').where('id', '=', fileId!).executeTakeFirst()
  expect(file).toBeUndefined()
  await expect(deps.files.getPart(fileId!, 0)).rejects.toThrow()
})

test('deleted before its time it says by whom and why, and a store that is away only puts it off', async ({
  centre,
}) => {
  const deps = mediaOf(centre)
  const officer = await centre.hire('quality-officer')
  const call = await talked(centre, null)
  const id = await recorded(centre, call.id, talk)
  centre.fake.does({ fetch: async () => talk })
  await storeRecording(deps, { recordingId: id })
  const away = { ...deps.files, remove: () => Promise.reject(new Error('away')) }
  const by = { actor: officer, address: '127.0.0.1' }
  await expect(deleteRecording({ ...deps, files: away }, by, id, '當事人要求')).rejects.toThrow()
  expect((await rowOf(centre, id)).state).toBe('deleted')
  await deleteDue(deps)
  const row = await rowOf(centre, id)
  expect(row.proof).toMatchObject({ rule: 'by-hand', reason: '當事人要求', by: officer.id })
  expect(row.proof).toHaveProperty('contentGoneAt')
})

test('a fax gives its case the original and a PDF, whose it is by number, and a line that says so', async ({
  centre,
}) => {
  const deps = mediaOf(centre)
  const person = await centre.caller({ name: '陳怡君', phones: [{ e164: '+886223979298' }] })
  const call = await talked(centre, null)
  const tiff = faxTiff([{ lines: 1100 }, { lines: 1100 }])
  const about = { fromNumber: '+886223979298', station: null, sha256: sha256Of(tiff) }
  const id = await faxed(centre, call.id, call.caseId, about)
  centre.fake.does({ fetch: async () => tiff })
  await storeFax(deps, { faxId: id })
  await storeFax(deps, { faxId: id })
  const actor = await centre.hire('supervisor')
  const [fax] = await listFaxes(deps.db, actor, call.caseId)
  expect(fax).toMatchObject({ state: 'stored', number: '02-2397-9298', pages: 2 })
  const row = await centre.stored(call.caseId)
  expect(row).toMatchObject({ title: '傳真：02-2397-9298（2 頁）', requesterId: person })
  const files = await deps.db
    .selectFrom('files')
    .select(['id', 'mediaType', 'state'])
    .where('caseId', '=', call.caseId)
    .orderBy('mediaType')
    .execute()
  expect(files).toEqual([
    { id: fax!.pdfId, mediaType: 'application/pdf', state: 'ready' },
    { id: fax!.tiffId, mediaType: 'image/tiff', state: 'ready' },
  ])
})

test('a fax nobody can read still tells its case whom to ask again; a station that is an agency is known', async ({
  centre,
}) => {
  const deps = mediaOf(centre)
  const call = await talked(centre, null)
  const broken = Buffer.from('II*\0 no pages at all')
  await faxed(centre, call.id, call.caseId, { station: '曙光部燈塔局', sha256: sha256Of(broken) })
  centre.fake.does({ fetch: async () => broken })
  await storeWaitingFaxes(deps)
  const row = await centre.stored(call.caseId)
  expect(row).toMatchObject({ title: '傳真：曙光部燈塔局（無法判讀）', agencyId: centre.bureau })
  const empty = await talked(centre, null)
  await faxed(centre, empty.id, empty.caseId, { fromNumber: null, sha256: null, pages: 0 })
  await storeWaitingFaxes(deps)
  expect((await centre.stored(empty.caseId)).title).toBe('傳真：未顯示號碼（無法判讀）')
  expect(await deps.db.selectFrom('faxes').select('state').execute()).toEqual([
    { state: 'unreadable' },
    { state: 'unreadable' },
  ])
})

test('a score given by telephone is the one survey of the case, and dissatisfied calls back', async ({
  centre,
}) => {
  const agent = await centre.agent()
  const { id: callId, caseId } = await talked(centre, agent.id)
  const said = { callId, caseId, agentId: agent.id, consent: true, score: 1 }
  await answerByVoice(centre.deps, said)
  await answerByVoice(centre.deps, said)
  const surveys = await centre.deps.db.selectFrom('surveys').selectAll().execute()
  expect(surveys).toMatchObject([{ caseId, agentId: agent.id, score: 1 }])
  expect(await centre.deps.db.selectFrom('callBacks').select('caseId').execute()).toEqual([{ caseId }])
  await answerByVoice(centre.deps, { ...said, callId: newId(), score: 5 })
  expect(await centre.deps.db.selectFrom('surveys').select('score').execute()).toEqual([{ score: 1 }])
})

test('who does not want to be asked is not, and that is written down once', async ({ centre }) => {
  const { id: callId, caseId } = await talked(centre, null)
  const said = { callId, caseId, agentId: null, consent: false, score: null }
  await answerByVoice(centre.deps, said)
  await answerByVoice(centre.deps, said)
  expect(await centre.deps.db.selectFrom('surveys').select('id').execute()).toEqual([])
  const notes = await centre.deps.db
    .selectFrom('timeline')
    .select('body')
    .where('caseId', '=', caseId)
    .where('kind', '=', 'note')
    .execute()
  expect(notes).toMatchObject([{ body: { text: '來電者未同意接受語音滿意度調查。' } }])
})
