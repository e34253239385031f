import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, lstat, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect } from 'vitest'
import { installedByNpm, linkLibraries, reachable } from '../../server/platform/database/embedded-binaries.ts'
import { ask, CASE, keepCase, keptCases, test } from '../support/embedded-postgres.ts'
import { startInAProcess } from '../support/services/embedded-in-a-process.ts'

const isRoot = process.getuid?.() === 0

describe('the private PostgreSQL', () => {
  test('keeps its data from one start to the next, on loopback, behind a password', async ({
    start,
    dataDir,
  }) => {
    const first = await start({ tuning: 'durable' })
    await keepCase(first.url)
    await first.stop()
    const second = await start({ tuning: 'durable' })

    expect(await keptCases(second.url)).toEqual(CASE)
    expect(new URL(second.url).hostname).toBe('127.0.0.1')
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600)
    const stranger = Object.assign(new URL(second.url), { password: 'guess' }).href
    await expect(ask(stranger, 'select 1')).rejects.toThrow('password authentication failed')
  })

  test('orders by code point and knows Chinese characters as letters', async ({ furnished: _, start }) => {
    const { url } = await start()
    const [row] = await ask(
      url,
      `select pg_encoding_to_char(encoding) as encoding, '人事' ~ '^\\w+$' as letters, 'Z' < 'a' as by_code_point
       from pg_database where datname = current_database()`,
    )
    expect(row).toEqual({ encoding: 'UTF8', letters: true, by_code_point: true })
    await ask(url, 'create extension pg_trgm')
    const [{ trigrams }] = (await ask(url, `select cardinality(show_trgm('人事資訊')) as trigrams`)) as [
      { trigrams: number },
    ]
    expect(trigrams).toBeGreaterThan(0)
  })

  test('works for an ordinary user', async ({ dataDir }) => {
    const own = join(dataDir, 'own')
    await mkdir(own)
    if (isRoot) {
      await chmod(dataDir, 0o755)
      await chown(own, 65534, 65534)
    }
    const { told, stop } = await startInAProcess(own, { asOrdinaryUser: true })
    try {
      expect(told).toHaveProperty('url')
      if ('url' in told) expect(await ask(told.url, 'select 1 as one')).toEqual([{ one: 1 }])
    } finally {
      await stop()
    }
  })

  describe.runIf(isRoot)('started by root', () => {
    test('works where user namespaces are refused, also in a folder that only root can enter', async ({
      start,
      dataDir,
    }) => {
      const { url } = await start({ identity: 'nobody' })
      await keepCase(url)
      expect((await stat(dataDir)).mode & 0o077).toBe(0)
      expect((await stat(join(dataDir, 'postgres'))).uid).toBe(65534)
      expect(await keptCases(url)).toEqual(CASE)
    })

    test('carries on when namespaces are refused one day and found the next', async ({ start }) => {
      const refused = await start({ identity: 'nobody' })
      await keepCase(refused.url)
      await refused.stop()
      expect(await keptCases((await start()).url)).toEqual(CASE)
    })

    test('runs from a copy when the project lies in a folder that only root can enter', async ({
      start,
      dataDir,
    }) => {
      const installation = await withoutLinks(join(dataDir, 'closed'))
      await linkLibraries(join(dataDir, 'closed'))
      await chmod(join(dataDir, 'closed'), 0o700)
      await chmod(dataDir, 0o755)
      const shelf = join(dataDir, 'shelf')

      const copy = await reachable(installation, 'nobody', shelf)

      expect(copy.folder).toContain(shelf)
      const { url } = await start({ dataDir: join(dataDir, 'data'), identity: 'nobody', installation: copy })
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
      expect(await reachable(installation, 'nobody', shelf)).toEqual(copy)
      expect(await readdir(shelf)).toHaveLength(1)
    })
  })

  test('links its libraries itself where npm ran no install scripts', async ({ start, dataDir }) => {
    const folder = join(dataDir, 'package')
    const installation = await withoutLinks(folder)
    await linkLibraries(folder)
    const { url } = await start({ dataDir: join(dataDir, 'data'), installation })
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

/** The npm package as it is before its install script ran. */
async function withoutLinks(folder: string) {
  const installation = await installedByNpm()
  const source = dirname(installation.folder)
  const filter = async (path: string) => !(await lstat(path)).isSymbolicLink()
  await cp(source, folder, { recursive: true, filter })
  const [code] = await once(spawn(join(folder, 'native/bin/postgres'), ['--version']), 'exit')
  expect(code).not.toBe(0)
  return { ...installation, folder: join(folder, 'native') }
}
