import { diskStore } from '../../server/platform/files/disk.ts'
import { stoppedClock } from './clock.ts'
import { test as base } from './database.ts'
import { someFolder } from './files-app.ts'
import { someSystem } from './filing.ts'
import { type Ask, intakeApp } from './intake-app.ts'

/** A server that takes cases, with a system to ask about and a clock that stands still. */
export const test = base
  .extend('clock', () => stoppedClock())
  .extend('folder', async ({}, { onCleanup }) => {
    const { folder, remove } = await someFolder()
    onCleanup(remove)
    return folder
  })
  .extend('server', async ({ db, folder, clock }, { onCleanup }) => {
    await someSystem(db)
    await someSystem(db, { id: 2, code: 'pemis', shortName: 'Pemis2K' })
    const server = await intakeApp({ db, files: diskStore(folder), now: clock.now })
    onCleanup(server.close)
    return server
  })
  .extend('ask', ({ server }) => server.ask)
  /** Files a case with the three required fields and whatever else is given. */
  .extend(
    'file',
    ({ ask }) =>
      (body: object = {}, how: Ask = {}) =>
        ask('POST /cases', {
          ...how,
          body: {
            systemId: 1,
            description: '匯出清冊後姓名變成問號',
            ...(!how.as && { email: 'wang@k012.example.tw' }),
            ...body,
          },
        }),
  )
