import { describe, expect, test } from 'vitest'
import { personalDataOf, withoutPersonalData } from '../../../server/knowledge/personal-data.ts'

const found = (text: string, names: string[] = []) =>
  personalDataOf(
    text,
    names.map((name) => ({ kind: 'name', text: name })),
  ).map((item) => `${item.kind}:${item.text}`)

const cleaned = (text: string, names: string[] = []) =>
  withoutPersonalData(
    text,
    personalDataOf(
      text,
      names.map((name) => ({ kind: 'name', text: name })),
    ),
  )

describe('what people write of themselves and of others', () => {
  test.each([
    ['他的身分證是 A123456789，請協助查詢。', ['national-id:A123456789']],
    ['身分證字號：Ａ１２３４５６７８９', ['national-id:Ａ１２３４５６７８９']],
    ['身份證號 a123456789 查無資料', ['national-id:a123456789']],
    ['身分證統一編號：A123456788（檢查碼有誤）', ['national-id:A123456788']],
    ['外籍教師居留證 AB12345677 無法建檔', ['resident-id:AB12345677']],
    ['新式統一證號 A800000014 登入失敗', ['resident-id:A800000014']],
    ['請打我手機0912-345-678', ['phone:0912-345-678']],
    ['手機：０９１２３４５６７８', ['phone:０９１２３４５６７８']],
    ['行動電話 0912 345 678 謝謝', ['phone:0912 345 678']],
    ['+886-912-345-678', ['phone:+886-912-345-678']],
    ['電話(02)2397-9298分機123', ['phone:(02)2397-9298分機123']],
    ['聯絡電話：02－23979298＃1234', ['phone:02－23979298＃1234']],
    ['電話：049-2394-123 轉 205', ['phone:049-2394-123 轉 205']],
    ['電話 03-3322101 ext. 5123', ['phone:03-3322101 ext. 5123']],
    ['連江縣 0836-22384', ['phone:0836-22384']],
    ['傳真：2397-9298', ['phone:2397-9298']],
    ['請撥分機 5123', ['phone:5123']],
    ['信箱 wang.xm@mail.gov.tw 收不到信', ['mail:wang.xm@mail.gov.tw']],
    ['請寄到ｗａｎｇ＠example.gov.tw。', ['mail:ｗａｎｇ＠example.gov.tw']],
    ['帳號：wangxm01，密碼：Abc#1234', ['account:wangxm01', 'password:Abc#1234']],
    ['我的帳號A12345登不進去', ['account:A12345']],
    ['使用者代碼 = lee.mh', ['account:lee.mh']],
    ['員工編號：00123', ['employee-number:00123']],
    ['工號 D0012345 查不到', ['employee-number:D0012345']],
    ['生日：65.3.4', ['birth-date:65.3.4']],
    ['出生年月日為民國65年3月4日', ['birth-date:民國65年3月4日']],
    ['出生日期0650304', ['birth-date:0650304']],
    ['他是民國六十五年三月四日生', ['birth-date:民國六十五年三月四日']],
    ['我65年次，想問退休', ['birth-date:65年次']],
    ['1976/03/04 出生', ['birth-date:1976/03/04']],
    ['住臺北市信義區市府路1號3樓', ['address:臺北市信義區市府路1號3樓']],
    ['戶籍地址：540南投縣南投市中興里光明路１號', ['address:540南投縣南投市中興里光明路１號']],
    ['我住在中山北路二段12巷3弄4之5號', ['address:中山北路二段12巷3弄4之5號']],
    ['南投縣信義鄉同富村同和巷45號', ['address:南投縣信義鄉同富村同和巷45號']],
    ['姓名：王小明，服務於內政部', ['name:王小明']],
    ['姓名：瓦歷斯‧諾幹', ['name:瓦歷斯‧諾幹']],
    ['申請人：歐陽美玉請假', ['name:歐陽美玉']],
    ['Name: Mary Smith', ['name:Mary Smith']],
    ['剛才陳大文科長來電', ['name:陳大文']],
    ['請轉告林先生', ['name:林']],
    ['人事室主任張美華表示無法核章', ['name:張美華']],
    ['您好，我是內政部人事處的王小明，想請問', ['name:王小明']],
    ['敝姓黃，請協助', ['name:黃']],
    ['以上。\n李四端 敬上', ['name:李四端']],
    ['國小護理師陳怡君112年度考績未匯入', ['name:陳怡君']],
    ['經查陳君與李大文君均已離職', ['name:陳', 'name:李大文']],
    ['葉員已離職', ['name:葉']],
    ['請問王小明的加班時數為何無法帶入', ['name:王小明']],
    ['王小明(A123456789)', ['name:王小明', 'national-id:A123456789']],
    ['寄件者: 王小明 <wang@mail.gov.tw>', ['name:王小明', 'mail:wang@mail.gov.tw']],
    ['From: Wang Xiaoming <wang@mail.gov.tw>', ['name:Wang Xiaoming', 'mail:wang@mail.gov.tw']],
    ['本人陳大文擬申請育嬰留職停薪', ['name:陳大文']],
    ['我姓陳，叫陳大文', ['name:陳', 'name:陳大文']],
    ['楊 大 明 先生', ['name:楊 大 明']],
    ['Mary Chen 小姐', ['name:Mary Chen']],
    ['護照號碼：312345678', ['passport:312345678']],
    ['國民旅遊卡 4311-9522-0000-1236 無法刷卡', ['card:4311-9522-0000-1236']],
    ['郵局帳號：0001234-0567890', ['account:0001234-0567890']],
    ['前案115-000731尚未處理', ['case-number:115-000731']],
    ['案號：115-731', ['case-number:115-731']],
    ['依總處培字第1130012345號函辦理', ['document-number:總處培字第1130012345號']],
  ])('%s', (text, items) => {
    expect(found(text)).toEqual(items)
  })

  test('in one letter are all found, in their order, and the letter stays readable without them', () => {
    const letter = [
      '您好，我是南投縣政府人事處的王小明，分機 5123。',
      '同仁陳大文科員（身分證字號：A123456789，生日65年3月4日）在 WebHR 登入時出現錯誤代碼 ORA-00942。',
      '王小明的帳號是wangxm01，陳大文的信箱是 chen@mail.gov.tw，前案115-000731請參考 Q000948。',
      '王小明敬上 0912-345-678',
    ].join('\n')
    expect(cleaned(letter)).toBe(
      [
        '您好，我是南投縣政府人事處的〔姓名〕，分機 〔電話〕。',
        '同仁〔姓名〕科員（身分證字號：〔身分證字號〕，生日〔出生日期〕）在 WebHR 登入時出現錯誤代碼 ORA-00942。',
        '〔姓名〕的帳號是〔帳號〕，〔姓名〕的信箱是 〔電子郵件〕，前案〔案號〕請參考 Q000948。',
        '〔姓名〕敬上 〔電話〕',
      ].join('\n'),
    )
  })

  test('known from the case are found without a word that says so, also with blanks between', () => {
    expect(cleaned('這是阿里山與王 小 明的事，王小明已同意', ['王小明', '阿里山'])).toBe(
      '這是〔姓名〕與〔姓名〕的事，〔姓名〕已同意',
    )
    expect(
      personalDataOf('Wang123 無法登入，wang1234 可以', [{ kind: 'account', text: 'wang123' }]).map(
        ({ text }) => text,
      ),
    ).toEqual(['Wang123'])
  })
})

describe('what only looks like it', () => {
  test.each([
    '依公務人員請假規則第3條第1項第2款規定辦理',
    '公務人員俸給法第 12 條，自 115 年 1 月 1 日生效',
    '生活津貼結婚補助 2 個月薪俸額，喪葬補助 5 個月',
    '生日禮金115年每人新臺幣2,000元',
    '請先登入 P2K 再開啟 WebHR 2.0.13，參考 Q000948',
    '帳號被鎖定時請洽機關管理者',
    '密碼為8碼以上，至少12個字元',
    '帳號或密碼錯誤 3 次即鎖定 15 分鐘',
    '錯誤訊息 ORA-00942: table or view does not exist',
    '客服專線 0800-080-512，或撥 1999、412-8185',
    '高級專員與簡任秘書之職務列等',
    '各單位主任、專門委員及科長均可使用',
    '許多同仁反映程式連線逾時，請方便時處理',
    '考績甲等人數比率不得超過 75%',
    '伺服器 10.1.2.3:8080 無回應，版本 115.11.22.001',
    '員工編號欄位請輸入 5 碼',
    '上班時間 08:30-17:30，彈性 09:00-18:00',
    '身分證字號格式為 1 碼英文加 9 碼數字',
    '任何主任以上人員，全體教師均適用',
    '出生登記後 3 個月內申請生育補助',
    '請依步驟 1 至 5 操作，共 10 分鐘',
    '統一編號 12345678，機關代碼 376470000A',
    '序號 1234-5678-9012-3456 不是卡號',
    'Password: required, account: locked, name: Type',
    '施打疫苗假、張貼公告與陳述意見書的格式',
    '官員、職員、會員、委員及公務人員均適用',
    '統計區間 2026-01-01 至 2026-11-22，計 1,360,000 次',
  ])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('what was chosen', () => {
  test('is replaced and nothing else is', () => {
    const text = '王小明先生 0912-345-678'
    const [name, phone] = personalDataOf(text)
    expect(withoutPersonalData(text, [phone!])).toBe('王小明先生 〔電話〕')
    expect(withoutPersonalData(text, [name!])).toBe('〔姓名〕先生 0912-345-678')
    expect(withoutPersonalData(text, [])).toBe(text)
  })

  test('is removed although the text was changed before it', () => {
    const items = personalDataOf('王小明先生 0912-345-678')
    expect(withoutPersonalData('補充：王小明先生 0912-345-678', items)).toBe('補充：〔姓名〕先生 〔電話〕')
  })
})

/** Each would take minutes if anything took time by the square of its length. */
describe('a text made to stop whoever reads it', () => {
  test.for([
    ['letters of a mail address', 'a'.repeat(300_000)],
    ['ats', '@'.repeat(300_000)],
    ['mail addresses without an end', 'a@a.'.repeat(75_000)],
    ['digits', '0'.repeat(300_000)],
    ['digits and blanks', '0 2 - '.repeat(50_000)],
    ['brackets in a number', '02(-'.repeat(75_000)],
    ['cities', '臺北市路一二三四五六'.repeat(20_000)],
    ['roads', '中山路一段'.repeat(40_000)],
    ['surnames', '王'.repeat(300_000)],
    ['titles', '王主任'.repeat(60_000)],
    ['names said', '姓名：王小明'.repeat(30_000)],
    ['labels', '帳號：'.repeat(60_000)],
    ['many different accounts', Array.from({ length: 20_000 }, (_, i) => `帳號：u${i}x`).join('\n')],
    ['half pairs', '\ud800'.repeat(300_000)],
    ['rare characters', '\u{20BB7}'.repeat(150_000)],
  ] as const)('of %s is read to its end', ([, text]) => {
    const items = personalDataOf(text)
    expect(withoutPersonalData(text, items).length).toBeGreaterThanOrEqual(0)
    for (const item of items.slice(0, 100)) expect(text.slice(item.from, item.to)).toBe(item.text)
  })
})
