import { describe, expect, test } from 'vitest'
import { drawPage } from '../../../server/files/pages/draw-page.ts'
import { sizeOfPage } from '../../../server/files/pages/page-size.ts'
import { tiffPages } from '../../../server/files/pages/tiff-directory.ts'
import { darkness, faxTiff, faxTiffG4 } from '../../support/fax-tiff.ts'

const CORNERS_AND_BAR: [number, number][] = [
  [0.1, 0.5],
  [0.5, 0.1],
  [0.5, 0.5],
  [0.9, 0.9],
]
const sizesOf = (tiff: Uint8Array) => tiffPages(tiff)?.map(sizeOfPage)

describe('the pages of a fax', () => {
  test('are counted with their size, fine and standard resolution shown in the same proportions', () => {
    const fax = faxTiff([
      { lines: 2200, yDensity: 196 },
      { lines: 1100, yDensity: 98 },
    ])
    const [fine, standard] = sizesOf(fax)!
    expect(fine).toEqual({ width: 1728, height: Math.round(2200 * (204 / 196)) })
    expect(standard).toEqual(fine)
  })

  test('without a resolution are taken for standard where their lines are too few for a page', () => {
    expect(sizesOf(faxTiff([{ lines: 1100 }, { lines: 2200 }]))).toEqual([
      { width: 1728, height: 2200 },
      { width: 1728, height: 2200 },
    ])
  })

  test.each(['g3-1d', 'g3-2d'] as const)('are drawn as they were sent: %s', async (coding) => {
    const fax = faxTiff(
      [
        { lines: 400, yDensity: 98 },
        { lines: 1200, yDensity: 98 },
      ],
      coding,
    )
    const sizes = sizesOf(fax)!
    expect(sizes).toHaveLength(2)
    for (const [n, size] of sizes.entries())
      expect(await darkness(await drawPage(fax, n, size), CORNERS_AND_BAR)).toEqual([255, 255, 0, 255])
  })

  test('are drawn as they were sent: g4, little and large', async () => {
    const fax = await faxTiffG4(1144, 98)
    const [size] = sizesOf(fax)!
    expect(size!.height / size!.width).toBeCloseTo((1144 * 2.08) / 1728, 1)
    expect(await darkness(await drawPage(fax, 0, size!), CORNERS_AND_BAR)).toEqual([255, 255, 0, 255])
  })

  test('that broke off on the line show what has come', async () => {
    const whole = faxTiff([{ lines: 1200, yDensity: 98 }])
    const damaged = Buffer.from(whole)
    // The lines of the last third never came.
    damaged.fill(0, 8 + 5000, whole.readUInt32LE(4) - 20)
    const [size] = sizesOf(damaged)!
    const [left, , bar] = await darkness(await drawPage(damaged, 0, size!), CORNERS_AND_BAR)
    expect([left, bar]).toEqual([255, 0])
  })
})

describe('a file that is no fax', () => {
  test('has no pages: too short, another kind, pages that point at each other, absurd sizes', () => {
    expect(tiffPages(Buffer.alloc(0))).toBeUndefined()
    expect(tiffPages(Buffer.from('%PDF-1.7 and so on'))).toBeUndefined()
    expect(tiffPages(Buffer.from('49492a00ffffff7f', 'hex'))).toBeUndefined()
    const looped = faxTiff([{ lines: 10, yDensity: 98 }])
    looped.writeUInt32LE(looped.readUInt32LE(4), looped.length - 4)
    expect(tiffPages(looped)).toHaveLength(1)
    const absurd = faxTiff([{ lines: 10, yDensity: 98 }])
    absurd.writeUInt32LE(4_000_000_000, absurd.readUInt32LE(4) + 2 + 8)
    expect(tiffPages(absurd)).toBeUndefined()
  })

  test('of a coding that nobody knows is an error, never a white sheet', async () => {
    const odd = faxTiff([{ lines: 100, yDensity: 98 }])
    odd.writeUInt16LE(9999, odd.readUInt32LE(4) + 2 + 3 * 12 + 8)
    await expect(drawPage(odd, 0, { width: 100, height: 100 })).rejects.toThrow()
  })

  test('is never decoded beyond what a page may hold', async () => {
    const bomb = faxTiff([{ lines: 10, yDensity: 98 }])
    const at = bomb.readUInt32LE(4)
    bomb.writeUInt32LE(40_000, at + 2 + 8)
    bomb.writeUInt32LE(40_000, at + 2 + 12 + 8)
    await expect(drawPage(bomb, 0, { width: 100, height: 100 })).rejects.toThrow(/pixel/)
  })
})
