import { describe, expect, test } from 'vitest'
import { ATTACHMENT_RULES } from '../../../server/files/attachment-rules.ts'
import { inspectAttachment } from '../../../server/files/inspect-attachment.ts'
import { faxTiff } from '../../support/fax-tiff.ts'
import { compoundFile } from '../../support/samples/compound.ts'
import { docx, gz, letter, odt, SAMPLES, tar, text, zip } from '../../support/samples/files.ts'

const { exe, pdf, png } = SAMPLES
const WORD = { WordDocument: Buffer.alloc(64) }

test.each<[string, Uint8Array, string]>([
  ['派令.pdf', pdf, 'application/pdf'],
  ['畫面.png', png, 'image/png'],
  ['畫面.jpg', SAMPLES.jpeg, 'image/jpeg'],
  ['動畫.gif', SAMPLES.gif, 'image/gif'],
  ['畫面.webp', SAMPLES.webp, 'image/webp'],
  ['傳真.tif', SAMPLES.tiff, 'image/tiff'],
  ['目錄在後.tif', faxTiff([{ lines: 1100, yDensity: 98 }]), 'image/tiff'],
  ['相片.heic', SAMPLES.heic, 'image/heic'],
  ['畫面.bmp', SAMPLES.bmp, 'image/bmp'],
  ['操作.mp4', SAMPLES.mp4, 'video/mp4'],
  ['操作.webm', SAMPLES.webm, 'video/webm'],
  ['操作.vtt', text('WEBVTT\n\n00:01.000 --> 00:02.000\n按「送出」'), 'text/vtt'],
  ['說明.txt', text('MZ 開頭的純文字：王𡍼、瓦歷斯‧諾幹\r\n'), 'text/plain'],
  ['說明.txt', Buffer.from('\uFEFF差勤資料', 'utf16le'), 'text/plain'],
  ['說明.txt', Buffer.from('b4a5b344b8eaaec60d0a', 'hex'), 'text/plain'],
  ['清冊.csv', text('\uFEFF姓名,機關\r\n陳小美,甲機關\r\n'), 'text/csv'],
  ['公文.di', text('<?xml version="1.0" encoding="utf-8"?><函><主旨/></函>'), 'application/xml'],
  ['派令.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['派令.odt', odt(), 'application/vnd.oasis.opendocument.text'],
  ['派令.doc', compoundFile(WORD), 'application/msword'],
  ['考績.xls', compoundFile({ Workbook: Buffer.alloc(64) }), 'application/vnd.ms-excel'],
  ['來信.eml', letter('attachment; filename="a.pdf"', pdf), 'message/rfc822'],
  [
    '全部.zip',
    zip({ '差勤/一月.csv': text('a,b'), '派令.docx': docx(), '空/': new Uint8Array() }),
    'application/zip',
  ],
  ['全部.tar.gz', gz(await tar({ 'a/說明.txt': text('好'), 'b.pdf': pdf })), 'application/gzip'],
  ['清冊.csv.gz', gz(text('a,b')), 'application/gzip'],
])('%s is let in, as %3$s', async (name, bytes, mediaType) => {
  expect(await inspectAttachment({ name, bytes })).toEqual({ verdict: 'clean', mediaType })
})

describe('a program is refused whatever it is called', () => {
  test.each<[string, Uint8Array]>([
    ['派令.pdf', exe],
    ['說明.txt', SAMPLES.elf],
    ['畫面.png', SAMPLES.machO],
    ['派令.docx', SAMPLES.shortcut],
  ])('%s', async (name, bytes) => {
    expect(await inspectAttachment({ name, bytes })).toMatchObject({ reason: 'attachment-executable' })
  })
})

describe('a file that is not what its ending says is refused', () => {
  test.each<[string, Uint8Array]>([
    ['派令.pdf', png],
    ['派令.docx', zip({ '說明.txt': text('好') })],
    ['派令.docx', odt()],
    ['派令.odt', odt({}, 'application/vnd.oasis.opendocument.spreadsheet')],
    ['派令.doc', compoundFile({ Workbook: Buffer.alloc(8) })],
    ['派令.doc', docx()],
    ['說明.txt', pdf],
    ['說明.txt', text('<!DOCTYPE html><html><body>請登入</body></html>')],
    ['全部.zip', pdf],
    ['派令.doc', text('{\\rtf1\\ansi 派令}')],
  ])('%s', async (name, bytes) => {
    expect(await inspectAttachment({ name, bytes })).toMatchObject({ reason: 'attachment-false-extension' })
  })
})

describe('a script is refused under the name of a text', () => {
  test.each([
    'var shell = new ActiveXObject("Sample.Nothing");',
    'WScript.Echo("harmless sample")',
    'Set o = CreateObject("Scripting.FileSystemObject")',
    '<job id="sample"><script language="JScript">var a</script></job>',
    '<hta:application id="sample">',
    '<script language="VBScript">sample</script>',
    'powershell -enc sample',
    'IEX (New-Object Net.WebClient)',
    '#!/bin/sh\necho sample',
    '@echo off\r\nrem sample',
    '\uFEFF@ECHO OFF\r\n',
    'Windows Registry Editor Version 5.00\r\n',
    '#@~^AAAAAA==sample',
  ])('%j', async (content) => {
    const attempts = ['說明.txt', '清冊.csv', '公文.xml'].map((name) =>
      inspectAttachment({ name, bytes: text(content) }),
    )
    for (const verdict of await Promise.all(attempts)) {
      expect(verdict).toMatchObject({ reason: 'attachment-script' })
    }
    expect(
      await inspectAttachment({ name: '說明.txt', bytes: Buffer.from(`\uFEFF${content}`, 'utf16le') }),
    ).toMatchObject({ reason: 'attachment-script' })
  })
})

test('words about scripts are not scripts', async () => {
  const bytes = text('登入後畫面顯示 JavaScript 錯誤：undefined is not a function，請問 WScript 要開啟嗎？')
  expect(await inspectAttachment({ name: '說明.txt', bytes })).toMatchObject({ verdict: 'clean' })
})

test('an empty file and a file over the limit are refused', async () => {
  expect(await inspectAttachment({ name: 'a.txt', bytes: new Uint8Array() })).toMatchObject({
    reason: 'attachment-empty',
  })
  let asked = 0
  async function* endless() {
    for (;;) {
      asked++
      yield Buffer.alloc(1024 * 1024, 'a')
    }
  }
  expect(await inspectAttachment({ name: 'a.txt', bytes: endless() })).toMatchObject({
    reason: 'attachment-too-large',
  })
  expect(asked).toBe(ATTACHMENT_RULES.maxBytesPerFile / 1024 / 1024 + 1)
})

test('a file may arrive in pieces', async () => {
  async function* pieces() {
    yield pdf.subarray(0, 5)
    yield pdf.subarray(5)
  }
  expect(await inspectAttachment({ name: 'a.pdf', bytes: pieces() })).toMatchObject({ verdict: 'clean' })
})
