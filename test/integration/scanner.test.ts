import { test as base, describe, expect } from 'vitest'
import { openScanner } from '../../server/platform/scanner/open.ts'
import { clamdServer, EICAR } from '../support/clamd-server.ts'

const named = process.env['TEST_CLAMAV_URL']

const test = base
  .extend('clamd', async ({}, { onCleanup }) => {
    const server = await clamdServer({ maxBytes: 3_000_000 })
    onCleanup(server.stop)
    return server
  })
  .extend('urls', ({ clamd }) => ({ none: undefined, clamd: clamd.url, 'a real clamd': named }))

const inPieces = (content: Uint8Array, size: number) =>
  (async function* () {
    for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
  })()

describe.each(['none', 'clamd', ...(named ? (['a real clamd'] as const) : [])] as const)(
  'the scanner: %s',
  (kind) => {
    const own = test.extend('scanner', ({ urls }) => openScanner(urls[kind]))

    own('says of a harmless file that it is clean, whole or in pieces', async ({ scanner }) => {
      const harmless = Buffer.alloc(1_000_000, '公文附件')
      expect(await scanner.scan(harmless)).toEqual({ clean: true })
      expect(await scanner.scan(inPieces(harmless, 70_001))).toEqual({ clean: true })
      expect(await scanner.scan(Buffer.alloc(0))).toEqual({ clean: true })
    })

    own('answers when asked whether it is there', async ({ scanner }) => {
      await expect(scanner.check()).resolves.toBeUndefined()
    })

    own('looks at several files at once', async ({ scanner }) => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => scanner.scan(Buffer.from('一'))))
      expect(answers).toEqual(Array.from({ length: 8 }, () => ({ clean: true })))
    })
  },
)

describe('clamd', () => {
  test('names what it found, also where it is cut in two', async ({ clamd }) => {
    const scanner = openScanner(clamd.url)
    const found = { clean: false, finding: expect.stringMatching(/EICAR/i) }
    expect(await scanner.scan(EICAR)).toEqual(found)
    expect(await scanner.scan(inPieces(EICAR, 10))).toEqual(found)
    if (named) expect(await openScanner(named).scan(EICAR)).toMatchObject(found)
  })

  test('gets every byte of a large file', async ({ clamd }) => {
    await openScanner(clamd.url).scan(inPieces(Buffer.alloc(2_700_000, 'a'), 1_048_576))
    expect(clamd.seen).toEqual([2_700_000])
  })

  test('without a verdict is an error, never clean: too large, busy, hanging up', async ({ clamd }) => {
    const scanner = openScanner(clamd.url)
    await expect(scanner.scan(Buffer.alloc(3_000_001))).rejects.toThrow('size limit')
    clamd.become('busy')
    await expect(scanner.scan(EICAR)).rejects.toThrow('no verdict')
    clamd.become('hangs-up')
    await expect(scanner.scan(EICAR)).rejects.toThrow()
    await expect(scanner.check()).rejects.toThrow()
  })

  test('that is not there is an error, soon', async ({ clamd }) => {
    const { url } = clamd
    await clamd.stop()
    await expect(openScanner(url).scan(EICAR)).rejects.toThrow('ECONNREFUSED')
    await expect(openScanner(url).check()).rejects.toThrow('ECONNREFUSED')
  })

  test('is not told that a file ended when reading it broke off', async ({ clamd }) => {
    async function* broken() {
      yield Buffer.from('the first half')
      throw new Error('the store is away')
    }
    await expect(openScanner(clamd.url).scan(broken())).rejects.toThrow('the store is away')
    expect(clamd.seen).toEqual([])
  })

  test('is named by a URL of TCP with a host, port 3310 unless told', () => {
    for (const wrong of ['http://clamav', 'tcp://', 'clamav:3310x']) {
      expect(() => openScanner(wrong)).toThrow('CLAMAV_URL')
    }
    expect(() => openScanner('tcp://[::1]')).not.toThrow()
  })
})
