import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, vi } from 'vitest'
import { DataDirectoryInUse, lockDirectory } from '../../server/platform/database/embedded-lock.ts'
import { ask, CASE, keepCase, keptCases, serverProcess, test } from '../support/embedded-postgres.ts'
import { startInAProcess } from '../support/services/embedded-in-a-process.ts'

describe('the private PostgreSQL', () => {
  test('that outlived its killed process is ended, and nothing committed is lost', async ({
    start,
    furnished,
    log,
  }) => {
    const { told, kill } = await startInAProcess(furnished)
    if (!('url' in told)) throw new Error(told.message)
    await keepCase(told.url)
    const orphan = await serverProcess(furnished)
    await kill()
    expect(await keptCases(told.url)).toEqual(CASE)

    const { url } = await start({ tuning: 'durable' })

    expect(await keptCases(url)).toEqual(CASE)
    expect(await serverProcess(furnished)).not.toBe(orphan)
    expect(log.join()).toContain(`PostgreSQL process ${orphan} was left behind`)
    await expect(ask(told.url, 'select 1')).rejects.toThrow()
  })

  test('leaves a stranger alone that has got the number of a dead server', async ({ start, furnished }) => {
    await (await start()).stop()
    const stranger = spawn('sleep', ['60'])
    await once(stranger, 'spawn')
    try {
      const note = [stranger.pid, join(furnished, 'postgres'), 1, 5432, '', '127.0.0.1', '', 'ready'].join(
        '\n',
      )
      await writeFile(join(furnished, 'postgres/postmaster.pid'), note)
      const { url } = await start()
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
      expect(stranger.signalCode).toBeNull()
    } finally {
      stranger.kill()
    }
  })

  test('is started again under the same address if it dies while we live', async ({ start, furnished }) => {
    const { url } = await start({ tuning: 'durable' })
    await keepCase(url)
    process.kill(await serverProcess(furnished), 'SIGKILL')
    await vi.waitFor(async () => expect(await keptCases(url)).toEqual(CASE), { timeout: 10_000 })
  })

  test('takes up a set-up that was broken off', async ({ start, dataDir }) => {
    await mkdir(join(dataDir, 'postgres.new'))
    await writeFile(join(dataDir, 'postgres.new/PG_VERSION'), '18\n')
    const { url } = await start()
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('refuses data of another version and says so', async ({ start, dataDir }) => {
    await mkdir(join(dataDir, 'postgres'))
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '14\n')
    await expect(start()).rejects.toThrow(/屬於 PostgreSQL 14[\s\S]*Nothing was changed/)
  })

  test('writes no values of rows to its log', async ({ furnished: _, start, log }) => {
    const { url } = await start()
    await ask(url, 'create table people (mail text primary key)')
    await ask(url, `insert into people values ('hua@example.gov.tw')`)
    await expect(ask(url, `insert into people values ('hua@example.gov.tw')`)).rejects.toThrow(
      'duplicate key',
    )
    await expect(
      ask(url, `select pg_terminate_backend(pg_backend_pid()), 'hua@example.gov.tw'`),
    ).rejects.toThrow()
    await vi.waitFor(() => expect(log.join('\n')).toContain('terminating connection'))
    expect(log.join('\n')).not.toContain('hua@')
  })
})

describe('the data directory', () => {
  test('is refused to a second start, here and in another process, and free after the first ends', async ({
    start,
    furnished,
  }) => {
    const { url, stop } = await start()
    await expect(start()).rejects.toThrow(DataDirectoryInUse)
    const other = await startInAProcess(furnished)
    await other.stop()
    expect(other.told).toMatchObject({
      refused: 'DataDirectoryInUse',
      message: expect.stringMatching(
        new RegExp(
          `${furnished} 正由另一個執行中的一窗程式使用（程序 ${process.pid}）[\\s\\S]*in use by another`,
        ),
      ),
    })
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])

    await stop()
    await expect(start()).resolves.toHaveProperty('url')
  })

  test('goes to exactly one of many who want it in the same instant', async ({ dataDir }) => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(dataDir)))
    const won = tries.filter((attempt) => attempt.status === 'fulfilled')
    expect(won).toHaveLength(1)
    await won[0]!.value.release()
    await (await lockDirectory(dataDir)).release()
  })
})
