import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Plan } from '../../telephony-adapter/plan.ts'
import { SpoolInUse } from '../../telephony-adapter/spool/lock.ts'
import { openMemory } from '../../telephony-adapter/spool/memory.ts'
import { openSpool, type Spool } from '../../telephony-adapter/spool/spool.ts'
import { ulids } from '../../telephony-adapter/spool/ulid.ts'
import { deviceEvent } from '../support/telephony-events.ts'

let dir: string
let spools: Spool[]
let told: object[]
const log = { warn: () => {}, error: (fields: object) => void told.push(fields) }

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spool-'))
  spools = []
  told = []
})
afterEach(async () => {
  await Promise.all(spools.map((spool) => spool.close()))
  await rm(dir, { recursive: true, force: true })
})

async function open(segmentBytes?: number) {
  const spool = await openSpool({ dir, log, ...(segmentBytes && { segmentBytes }) })
  spools.push(spool)
  return spool
}

const seqs = async (spool: Spool, after = 0) => (await spool.read(after, 1e9)).map(({ seq }) => seq)
const upTo = (n: number, from = 1) => Array.from({ length: Math.max(0, n - from + 1) }, (_, i) => from + i)
const write = (spool: Spool, n: number) => {
  for (let i = 0; i < n; i++) spool.append(deviceEvent(i))
}
const untilSafe = (spool: Spool) =>
  vi.waitFor(async () => expect((await spool.read(spool.lastSeq() - 1, 1)).length).toBe(1), { interval: 2 })
/** What begins with the end of a line would make the line whole that was cut off right before it. */
const notWhole = (rubbish: Uint8Array) => rubbish[0] !== 0x0a
const journals = async () => (await readdir(dir)).filter((name) => name.startsWith('events-')).sort()

describe('the journal of the telephone', () => {
  test('numbers events without a gap and goes on counting after a restart', async () => {
    const first = await open()
    write(first, 3)
    await first.close()
    const second = await open()
    expect(second.id()).toBe(first.id())
    expect(second.append(deviceEvent(4)).seq).toBe(4)
    await untilSafe(second)
    expect(await seqs(second)).toEqual([1, 2, 3, 4])
    expect(await seqs(second, 2)).toEqual([3, 4])
  })

  test('tells what a call waits for while it is made safe, and says when it is', async () => {
    const spool = await open()
    let isSafe = false
    const heard = new Promise<void>((resolve) => spool.onMore(resolve))
    spool.append({ ...deviceEvent(1), type: 'call.ended' } as never)
    const safe = spool.safe(1).then(() => {
      isSafe = true
    })
    await heard
    expect(await seqs(spool)).toEqual([1])
    expect(isSafe).toBe(false)
    await safe
    expect(spool.figures().fault).toBeNull()
    await spool.safe(1)
  })

  test('what was written survives the death of the process, without waiting for the disk', async () => {
    const code = `
      import { openSpool } from '${join(import.meta.dirname, '../../telephony-adapter/spool/spool.ts')}'
      const spool = await openSpool({ dir: process.argv[1], log: { warn() {}, error() {} } })
      for (let i = 0; i < 500; i++)
        spool.append({ eventId: 'e' + i, epoch: 1, exchange: 'a', site: 's', callRef: null, legRef: null,
          occurredAt: '2026-11-21T00:00:00Z', certainty: 'observed', type: 'survey.asked', data: {} })
      process.kill(process.pid, 'SIGKILL')`
    await new Promise((resolve) =>
      execFile(process.execPath, ['--input-type=module', '-e', code, dir], resolve),
    )
    const spool = await open()
    expect(await seqs(spool)).toEqual(upTo(500))
  })

  test('cut off at any byte, it holds the events before that byte whole, and goes on without a gap', async () => {
    const first = await open()
    write(first, 12)
    await first.close()
    const [name] = await journals()
    const path = join(dir, name as string)
    const whole = await readFile(path)
    const ends = [...whole.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.uint8Array({ maxLength: 40 }).filter(notWhole),
        async (cut, rubbish) => {
          await writeFile(path, Buffer.concat([whole.subarray(0, cut), rubbish]))
          const spool = await openSpool({ dir, log })
          try {
            const left = ends.filter((end) => end <= cut).length
            expect(await seqs(spool)).toEqual(upTo(left))
            write(spool, 2)
            await untilSafe(spool)
            expect(await seqs(spool)).toEqual(upTo(left + 2))
          } finally {
            await spool.close()
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a file cut off right where it began is gone on with by the number in its name', async () => {
    const first = await open(400)
    for (let i = 0; i < 9; i++) {
      write(first, 1)
      await untilSafe(first)
    }
    await first.close()
    const names = await journals()
    expect(names.length).toBeGreaterThan(2)
    const lastName = names.at(-1) as string
    await truncate(join(dir, lastName), 0)
    const before = Number(/\d+/.exec(lastName)?.[0]) - 1
    const second = await open(400)
    expect(second.lastSeq()).toBe(before)
    expect(await seqs(second, before - 1)).toEqual([before])
  })

  test('acknowledged files go, and the newest thousand events stay', async () => {
    const spool = await open(20_000)
    for (let i = 0; i < 30; i++) {
      write(spool, 100)
      await untilSafe(spool)
    }
    const before = (await journals()).length
    spool.acknowledge(500)
    await vi.waitFor(async () => expect((await journals()).length).toBeLessThan(before))
    const oldest = Number(/\d+/.exec((await journals())[0] as string)?.[0])
    expect(oldest).toBeLessThanOrEqual(501)
    spool.acknowledge(3000)
    await vi.waitFor(async () =>
      expect(Number(/\d+/.exec((await journals())[0] as string)?.[0])).toBeGreaterThan(1500),
    )
    await spool.close()
    const again = await open(20_000)
    const all: number[] = []
    for (let more = await again.read(2000, 70); more.length > 0; more = await again.read(all.at(-1) ?? 0, 70))
      all.push(...more.map(({ seq }) => seq))
    expect(all).toEqual(upTo(3000, 2001))
  })

  test('what a call needs that still lives stays, acknowledged or not', async () => {
    const spool = await open(20_000)
    for (let i = 0; i < 30; i++) {
      write(spool, 100)
      await untilSafe(spool)
    }
    spool.acknowledge(3000, 150)
    spool.acknowledge(3000, 150)
    expect((await spool.everything())[0]?.seq).toBeLessThanOrEqual(150)
  })

  test('damage in the middle of a file is told, and a copy of it is kept', async () => {
    const first = await open()
    write(first, 10)
    await first.close()
    const path = join(dir, (await journals())[0] as string)
    const bytes = await readFile(path)
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    await writeFile(path, bytes)
    const second = await open()
    expect(told).toContainEqual(expect.objectContaining({ lost: expect.any(Number) }))
    expect((await readdir(dir)).some((name) => name.endsWith('.damaged'))).toBe(true)
    expect(await seqs(second)).toEqual(upTo(second.lastSeq()))
  })

  test('events that the disk has lost are a gap that nothing is told across', async () => {
    const first = await open(2000)
    for (let i = 0; i < 20; i++) {
      write(first, 1)
      await untilSafe(first)
    }
    await first.close()
    const names = await journals()
    await rm(join(dir, names[1] as string))
    const second = await open(2000)
    const firstOf = (name: string | undefined) => Number(/\d+/.exec(name ?? '')?.[0])
    expect(await seqs(second)).toEqual(upTo(firstOf(names[1]) - 1))
    const beyond = firstOf(names[2])
    expect((await seqs(second, firstOf(names[1]) - 1))[0]).toBe(beyond)
    await second.renew(beyond)
    expect((await seqs(second))[0]).toBe(beyond)
  })

  test('a second process is not let into the same directory', async () => {
    await open()
    await expect(openSpool({ dir, log })).rejects.toThrow(SpoolInUse)
  })

  test('a journal that has lost what the server knows takes another name', async () => {
    const spool = await open()
    const before = spool.id()
    await spool.renew()
    expect(spool.id()).not.toBe(before)
    await spool.close()
    expect((await open()).id()).toBe(spool.id())
  })
})

describe('what the adapter remembers', () => {
  test('the last plan and every answer are there after a restart, a torn last line aside', async () => {
    const memory = await openMemory(dir)
    await memory.keepPlan({ version: 7 } as Plan)
    memory.keepAnswer('one', { ok: true })
    memory.keepAnswer('two', { ok: false, code: 'gone' })
    memory.close()
    await appendFile(join(dir, 'answers.ndjson'), '12345678 {"commandId":"thr')
    const again = await openMemory(dir)
    expect(again.plan()?.version).toBe(7)
    expect(again.answer('one')).toEqual({ ok: true })
    expect(again.answer('two')).toEqual({ ok: false, code: 'gone' })
    expect(again.answer('three')).toBeUndefined()
    again.close()
  })

  test('a plan torn by a crash is as good as none', async () => {
    await writeFile(join(dir, 'plan.json'), '{"version":')
    const memory = await openMemory(dir)
    expect(memory.plan()).toBeUndefined()
    memory.close()
  })
})

describe('ids of events', () => {
  test('sort in the order they were made, also within a millisecond and when the clock is set back', () => {
    const times = [5, 5, 5, 4, 6]
    let i = 0
    const next = ulids(() => times[i++] as number)
    const made = times.map(() => next())
    expect(made).toEqual([...made].sort())
    expect(new Set(made).size).toBe(5)
    expect(made[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })
})
