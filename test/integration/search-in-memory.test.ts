import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, vi } from 'vitest'
import { minisearchEngine } from '../../search/minisearch/engine.ts'
import { readIndex } from '../../search/minisearch/file.ts'
import { EngineAway, type SearchEngine } from '../../search/port.ts'
import { batches, document, found } from '../support/search-suite/ground.ts'

type Options = Partial<Parameters<typeof minisearchEngine>[0]>

const test = base
  .extend('file', async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'onewindow-search-'))
    onCleanup(() => rm(folder, { recursive: true, force: true }))
    return join(folder, 'kept/index.gz')
  })
  .extend('open', async ({ file }, { onCleanup }) => {
    const opened: SearchEngine[] = []
    onCleanup(async () => {
      for (const engine of opened) await engine.close()
    })
    return (options: Options = {}) => {
      const engine = minisearchEngine({ file, log: { warn: () => {} }, ...options })
      opened.push(engine)
      return engine
    }
  })

const payroll = document({ key: 'pay', title: '俸給調整' })
const leave = document({ key: 'leave', title: '請假時數' })
const soon = (engine: SearchEngine, text: string, keys: string[]) =>
  vi.waitFor(async () => expect(await found(engine, text)).toEqual(keys), { timeout: 10_000 })

test('until it was first built, and while it is read, another engine has to answer', async ({ open }) => {
  const first = open()
  await expect(found(first, '俸給')).rejects.toThrow(EngineAway)
  await first.rebuild(batches([payroll]))
  expect(await found(first, '俸給')).toEqual(['pay'])
  await first.close()
  await expect(found(first, '俸給')).rejects.toThrow(EngineAway)

  const second = open()
  await expect(found(second, '俸給')).rejects.toThrow(EngineAway)
  await soon(second, '俸給', ['pay'])
  expect(await second.revisions('', 10)).toEqual([{ key: 'pay', rev: 1 }])
})

test('what is kept while it is read is found when it has been', async ({ open }) => {
  const first = open()
  await first.rebuild(batches([payroll]))
  await first.close()
  const second = open()
  await second.keep([leave])
  expect((await second.revisions('', 10)).map(({ key }) => key)).toEqual(['leave', 'pay'])
  expect(await found(second, '請假')).toEqual(['leave'])
})

test('changes are written down beside, and are there after the next start', async ({ file, open }) => {
  const first = open({ writeAfterMs: 1 })
  await first.rebuild(batches([payroll]))
  await first.keep([leave])
  await first.forget(['pay'])
  await vi.waitFor(
    async () => expect((await readIndex(file))?.kept.map(({ key }) => key)).toEqual(['leave']),
    { timeout: 10_000 },
  )
  await first.close()
  const second = open()
  await soon(second, '請假', ['leave'])
  expect(await found(second, '俸給')).toEqual([])
})

test('whoever dies while writing leaves what was written before', async ({ file, open }) => {
  const first = open()
  await first.rebuild(batches([payroll]))
  await first.close()
  const whole = await readFile(file)
  await writeFile(`${file}.new`, whole.subarray(0, whole.length / 2))
  await soon(open(), '俸給', ['pay'])
})

test('a damaged file, and one made by another version, are as none: it is built again', async ({
  file,
  open,
}) => {
  const first = open()
  await first.rebuild(batches([payroll]))
  await first.close()
  const whole = await readFile(file)
  for (const damaged of [whole.subarray(0, whole.length - 9), Buffer.from('no index'), Buffer.alloc(0)]) {
    await writeFile(file, damaged)
    const engine = open()
    expect(await engine.revisions('', 10)).toEqual([])
    await expect(found(engine, '俸給')).rejects.toThrow(EngineAway)
    await engine.rebuild(batches([payroll]))
    expect(await found(engine, '俸給')).toEqual(['pay'])
    await engine.close()
  }
})

test('a thread that dies is started again, with what it has missed', async ({ open }) => {
  const engine = open({ program: new URL('../support/search-dying-worker.ts', import.meta.url) })
  await engine.rebuild(batches([payroll]))
  await engine.keep([leave])
  await expect(found(engine, '當機')).rejects.toThrow(EngineAway)
  await expect(engine.keep([document({ key: 'fund', title: '退撫基金' })])).rejects.toThrow(EngineAway)
  await soon(engine, '退撫', ['fund'])
  expect(await found(engine, '請假')).toEqual(['leave'])
  expect(await found(engine, '俸給')).toEqual(['pay'])
})

test('a rebuild whose thread dies leaves what is found', async ({ open }) => {
  const engine = open({ memoryMb: 64 })
  await engine.rebuild(batches([payroll]))
  const { rejected } = await engine.rebuild(endless()).then(
    () => ({ rejected: undefined }),
    (error: unknown) => ({ rejected: error }),
  )
  expect(rejected).toBeInstanceOf(EngineAway)
  expect(await found(engine, '俸給')).toEqual(['pay'])
})

/** More than a thread with little memory can hold. */
async function* endless() {
  for (let n = 0; ; n++)
    yield Array.from({ length: 100 }, (_, i) => {
      const body = Array.from({ length: 2000 }, (_, j) => `w${n}x${i}y${j}`).join(' ')
      return document({ key: `e${n}-${i}`, title: '無盡', body })
    })
}
