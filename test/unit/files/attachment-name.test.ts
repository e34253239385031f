import { expect, test } from 'vitest'
import { refuseName, typeOfName } from '../../../server/files/attachment-name.ts'
import { ATTACHMENT_RULES } from '../../../server/files/attachment-rules.ts'
import { BLOCKED_EXTENSIONS } from '../../../server/files/blocked-extensions.ts'
import { refuseBeforeUpload } from '../../../server/files/refuse-before-upload.ts'

test.each([
  'setup.exe',
  '報表.js',
  '報表.WSF',
  '差假統計.docm',
  '差假統計.xlsm',
  '備份.jar',
  '連結.lnk',
  '光碟.iso',
  '報表.pdf.exe',
  '報表.pdf                                    .exe',
  '報表.exe.pdf',
  '報表.exe ',
  '報表.exe...',
  '報表．exe',
  '報表．ｅｘｅ',
  '報表。docm',
  '報表.e\u200Bxe',
  '報表.txt:惡意.exe',
  '報表.exe::$DATA',
  'C:\\桌面\\報表.vbs',
])('the name %j is refused because such a file runs when opened', (name) => {
  expect(refuseName(name)).toBe('attachment-type-blocked')
})

test.each(['報表\u202Efdp.exe', '\u2066報表.pdf'])(
  'the name %j is refused because it reads otherwise than it is',
  (name) => {
    expect(refuseName(name)).toBe('attachment-name-deceptive')
  },
)

test.each(['', '   ', '報\u0000表.pdf', `${'長'.repeat(256)}.pdf`])('the name %j is no name', (name) => {
  expect(refuseName(name)).toBe('attachment-name-invalid')
})

test.each([
  '115年考績清冊.xlsx',
  'example.com.pdf',
  '王𡍼 派令(修正).v2.1.odt',
  '人事資料.TXT',
  '畫面.PNG',
  '公文.di',
])('the name %j is accepted', (name) => {
  expect(refuseName(name)).toBeUndefined()
  expect(typeOfName(name)).toBeDefined()
})

test('no type is both allowed and blocked', () => {
  const allowed = ATTACHMENT_RULES.types.flatMap(({ extensions }) => extensions)
  expect(allowed.filter((extension) => BLOCKED_EXTENSIONS.has(extension))).toEqual([])
  expect(new Set(allowed).size).toBe(allowed.length)
})

test('before the upload a person is told what will not do', () => {
  const held = { files: 0, bytes: 0 }
  const { maxBytesPerFile, maxBytesTotal, maxFiles } = ATTACHMENT_RULES
  expect(refuseBeforeUpload({ name: '報表.pdf', bytes: maxBytesPerFile }, held)).toBeUndefined()
  expect(refuseBeforeUpload({ name: '報表.pdf', bytes: maxBytesPerFile + 1 }, held)).toBe(
    'attachment-too-large',
  )
  expect(refuseBeforeUpload({ name: '報表.pdf', bytes: 0 }, held)).toBe('attachment-empty')
  expect(refuseBeforeUpload({ name: '報表.js', bytes: 1 }, held)).toBe('attachment-type-blocked')
  expect(refuseBeforeUpload({ name: '報表.xyz', bytes: 1 }, held)).toBe('attachment-type-not-allowed')
  expect(refuseBeforeUpload({ name: '報表', bytes: 1 }, held)).toBe('attachment-type-not-allowed')
  expect(refuseBeforeUpload({ name: 'a.pdf', bytes: 1 }, { files: maxFiles, bytes: 10 })).toBe(
    'attachment-too-many',
  )
  expect(refuseBeforeUpload({ name: 'a.pdf', bytes: 2 }, { files: 1, bytes: maxBytesTotal - 1 })).toBe(
    'attachment-total-too-large',
  )
})
