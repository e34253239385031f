import { describe, expect, test } from 'vitest'
import {
  fromKept,
  noRoomFor,
  pastedName,
  readKept,
  ready,
  type Upload,
  type UploadState,
  unsettled,
  writeKept,
} from '../../../client/platform/uploads/upload.ts'

const MB = 1024 * 1024
const upload = (state: UploadState, size = MB): Upload => ({
  key: `${state}-${size}`,
  name: '清冊.ods',
  size,
  sent: 0,
  state,
  ...(state === 'ready' && { fileId: 'f1' }),
})

describe('room for one more file', () => {
  const limits = { maxFiles: 2, maxBytesTotal: 3 * MB }

  test('there is, up to the number and the sum', () => {
    expect(noRoomFor({ size: 2 * MB }, [upload('ready')], limits)).toBeUndefined()
  })

  test('one beyond the number is refused', () => {
    expect(noRoomFor({ size: 1 }, [upload('ready'), upload('uploading')], limits)).toBe('attachment-too-many')
  })

  test('one byte beyond the sum is refused', () => {
    expect(noRoomFor({ size: 2 * MB + 1 }, [upload('ready')], limits)).toBe('attachment-total-too-large')
  })

  test('files that were refused take no room', () => {
    const held = [upload('refused', 9 * MB), upload('refused', 9 * MB)]
    expect(noRoomFor({ size: MB }, held, limits)).toBeUndefined()
  })
})

describe('files of a form', () => {
  test('the form waits for everything but what is there or was refused', () => {
    const all = (
      ['uploading', 'offline', 'paused', 'checking', 'failed', 'ready', 'refused'] as UploadState[]
    ).map((state) => upload(state))
    expect(unsettled(all).map(({ state }) => state)).toEqual([
      'uploading',
      'offline',
      'paused',
      'checking',
      'failed',
    ])
    expect(ready(all)).toEqual([{ id: 'f1', name: '清冊.ods', size: MB }])
  })

  test('a kept file survives a refused form with its name, whatever the name holds', () => {
    const files = [
      { id: 'f1', name: '考績 清冊\n(1).ods', size: 15 },
      { id: 'f2', name: '王𡍼.txt', size: 0 },
    ]
    expect(readKept(['f1', 'f2'], files.map(writeKept))).toEqual(files)
  })

  test('one that was unticked is gone, one without a name is still there', () => {
    expect(readKept(['f2'], [writeKept({ id: 'f1', name: 'a', size: 1 })])).toEqual([
      { id: 'f2', name: 'f2', size: 0 },
    ])
  })

  test('the same file twice is one', () => {
    expect(readKept(['f1', 'f1'], [])).toHaveLength(1)
    expect(fromKept({ id: 'f1', name: 'a', size: 3 })).toMatchObject({
      state: 'ready',
      fileId: 'f1',
      sent: 3,
    })
  })

  test('pasted pictures get names of their own, chosen files keep theirs', () => {
    const at = new Date(2026, 10, 21, 9, 4, 5)
    expect(pastedName('image.png', at)).toBe('screenshot-20261121-090405.png')
    expect(pastedName('image 1.png', at)).toBe('image 1.png')
  })
})
