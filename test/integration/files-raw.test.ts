import { randomBytes } from 'node:crypto'
import { describe, expect } from 'vitest'
import { attachFiles } from '../../server/files/attach.ts'
import { claimRaw, dropRaw, keepRaw, readRaw } from '../../server/files/keep-raw.ts'
import { demandUploader } from '../../server/files/queries.ts'
import { removeUnclaimed } from '../../server/files/remove-unclaimed.ts'
import { transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { everythingIn, filesDeps } from '../support/files-app.ts'
import { test } from '../support/files-test.ts'

const DAY = 24 * 3_600_000
const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))

describe('bytes kept whole', () => {
  test.for([0, 1, 5000, 1024 * 1024, 3 * 1024 * 1024 + 7])(
    '%d bytes come back as they came, and lie encrypted',
    async (size, { db, files, folder }) => {
      const deps = filesDeps({ db, files })
      const bytes = randomBytes(size)
      const id = await keepRaw(deps, { name: 'a\0b.eml', bytes })
      expect((await readRaw(deps, id)).equals(bytes)).toBe(true)
      if (size >= 5000) expect((await everythingIn(folder)).includes(bytes.subarray(0, 64))).toBe(false)
    },
  )

  test('are removed after a day when nothing was made of them, and stay for ever when something was', async ({
    db,
    files,
  }) => {
    const deps = filesDeps({ db, files })
    const [lost, needed, dropped] = [
      await keepRaw(deps, { name: 'lost', bytes: randomBytes(10) }),
      await keepRaw(deps, { name: 'needed', bytes: randomBytes(10) }),
      await keepRaw(deps, { name: 'dropped', bytes: randomBytes(10) }),
    ]
    await transact(db, (trx) => claimRaw(trx, needed))
    await dropRaw(deps, dropped)
    await dropRaw(deps, needed)
    await removeUnclaimed(deps)
    await expect(readRaw(deps, dropped)).rejects.toMatchObject({ code: 'file-not-found' })
    expect(await readRaw(deps, lost)).toHaveLength(10)
    await removeUnclaimed(filesDeps({ db, files, now: () => new Date(Date.now() + 2 * DAY) }))
    await expect(readRaw(deps, lost)).rejects.toMatchObject({ code: 'file-not-found' })
    expect(await readRaw(deps, needed)).toHaveLength(10)
    await expect(transact(db, (trx) => claimRaw(trx, lost))).rejects.toMatchObject({ code: 'file-not-found' })
  })

  test('are nobody’s upload and nobody’s attachment, even to who has guessed their id', async ({
    db,
    files,
  }) => {
    const deps = filesDeps({ db, files })
    const id = await keepRaw(deps, { name: 'letter.eml', bytes: randomBytes(10) })
    await expect(demandUploader(db, id, undefined)).rejects.toMatchObject({ code: 'file-not-found' })
    const given = { fileIds: [id], caseId: newId() as Id<'case'>, uploader: null, fromRequester: true }
    await expect(transact(db, (trx) => attachFiles(trx, given))).rejects.toMatchObject({
      code: 'file-not-found',
    })
  })

  test('a full disk is told as “later”, and what is left behind is removed in time', async ({
    db,
    files,
  }) => {
    const deps = filesDeps({ db, files: { ...files, putPart: full } })
    const kept = keepRaw(deps, { name: 'full.eml', bytes: randomBytes(10) })
    await expect(kept).rejects.toMatchObject({ kind: 'unavailable', code: 'temporarily-unavailable' })
    const rows = () => db.selectFrom('files').select('id').where('name', '=', 'full.eml').execute()
    expect(await rows()).toHaveLength(1)
    await removeUnclaimed(filesDeps({ db, files, now: () => new Date(Date.now() + 2 * DAY) }))
    expect(await rows()).toHaveLength(0)
  })
})
