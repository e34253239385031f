import { beforeAll, describe, expect, test } from 'vitest'
import { batches, document, found, type There } from './ground.ts'

const documents = [
  document({
    key: 'login',
    title: 'WebHR 無法登入，出現「憑證驗證失敗」',
    keywords: 'WebHR',
    body: '請確認自然人憑證未過期。',
  }),
  document({
    key: 'swipe',
    title: '忘記刷卡要如何補登',
    keywords: '差勤',
    body: '提出「忘刷證明單」，經主管核准後系統補登上班時間。',
  }),
  document({
    key: 'board',
    title: '考績委員會的組成與票選委員人數',
    keywords: '考績',
    body: '委員五人至二十三人。',
  }),
  document({
    key: 'appeal',
    title: '對考績結果不服如何提起復審',
    keywords: '考績',
    body: '三十日內繕具復審書。',
  }),
  document({
    key: 'fund',
    title: '退撫基金提撥費率與自繳金額',
    keywords: '退撫',
    body: '提撥費率百分之十五。',
  }),
  document({
    key: 'bank',
    title: '公教人員保險養老給付請領流程',
    keywords: '保險',
    body: '送臺灣銀行公保部審核。',
  }),
  document({
    key: 'leaver',
    title: '離職人員帳號停用',
    keywords: 'eCPA',
    body: '當日停用人事服務網帳號並取消授權。',
  }),
  document({
    key: 'pemis',
    title: 'Pemis2K 備份與還原步驟',
    keywords: 'Pemis2K',
    body: '於系統工具選擇資料備份。',
  }),
  document({
    key: 'pay',
    title: '俸給調整後補發差額',
    keywords: '待遇',
    body: '俸點調整生效日起補發；差額算入年薪。',
    systemIds: [2, 3],
  }),
  document({
    key: 'grief',
    title: '撫卹金的申請應檢附文件',
    keywords: '退撫',
    body: '檢附死亡證明書。',
    year: 2025,
  }),
  document({
    key: 'tuition',
    source: 'news',
    kind: 'notice',
    title: '子女教育補助費申請期限',
    keywords: '津貼',
    body: '開學後三個月內。',
  }),
]

export function findsWhatIsMeant(there: There) {
  describe('what is meant is found', () => {
    const keys = (text: string, said = {}) => found(there(), text, said)
    beforeAll(() => there().rebuild(batches(documents.slice(0, 5), documents.slice(5))))

    test.each([
      ['a part of a word', '補登', 'swipe'],
      ['a word of the text', '死亡證明', 'grief'],
      ['a sentence', '請問打卡忘記刷卡了怎麼辦', 'swipe'],
      ['a wrong character', '考積委員會', 'board'],
      ['a character that sounds alike', '提播費率', 'fund'],
      ['a character that sounds alike, in a word of two', '複審', 'appeal'],
      ['a Latin slip', 'wehbr', 'login'],
      ['a Latin word that is still being typed', 'pemi', 'pemis'],
      ['full width', 'ＷｅｂＨＲ', 'login'],
      ['upper case', 'ECPA 帳號', 'leaver'],
      ['Latin and Chinese together', 'pemis2k備份', 'pemis'],
      ['Simplified characters', '账号停用', 'leaver'],
      ['another Simplified word', '抚恤金', 'grief'],
      ['a variant character', '台灣銀行', 'bank'],
      ['a variant of the writer', '撫恤', 'grief'],
      ['keywords only', '津貼', 'tuition'],
    ])('%s: %s', async (_, asked, key) => {
      expect(await keys(asked)).toContain(key)
    })

    test('one character is found where it begins a word, and where it ends one', async () => {
      expect(await keys('忘')).toContain('swipe')
      expect(await keys('薪')).toEqual(['pay'])
    })

    test('the likeliest comes first, and what has nothing of it does not come', async () => {
      expect((await keys('退撫基金提撥費率'))[0]).toBe('fund')
      expect(await keys('退撫基金提撥費率')).not.toContain('swipe')
    })

    test('nothing is found for what is in no document, for politeness, or for nothing', async () => {
      expect(await keys('量子糾纏')).toEqual([])
      expect(await keys('請問一下')).toEqual([])
      expect(await keys('')).toEqual([])
    })

    test('other words for it find as well', async () => {
      expect(await keys('學費')).not.toContain('tuition')
      expect(await keys('學費', { also: [{ text: '子女教育補助', weight: 0.5 }] })).toContain('tuition')
    })

    test('only what passes the filters is found', async () => {
      expect(await keys('補助費申請期限文件')).toEqual(expect.arrayContaining(['tuition', 'grief']))
      expect(await keys('補助費申請期限文件', { source: 'news' })).toEqual(['tuition'])
      expect(await keys('補助費申請期限文件', { kind: 'entry', year: 2025 })).toEqual(['grief'])
      expect(await keys('補發差額', { systemId: 3 })).toEqual(['pay'])
      expect(await keys('補發差額', { systemId: 1 })).not.toContain('pay')
    })

    test('what is counted comes along, and no more than was asked for', async () => {
      const [first] = await there().find({ text: '補發差額', reader: ['public'], most: 1 })
      expect(first).toMatchObject({ key: 'pay', source: 'qa', systemIds: [2, 3], kind: 'entry', year: 2026 })
      expect(await keys('考績', { most: 1 })).toHaveLength(1)
    })
  })
}
