import type { DemoSystem } from './shapes.ts'

/** Code, name, short name, old names (／ between them), vendor or 0, and the codes of the systems it needs. */
type Row = readonly [string, string, string, string, number, string]

/** Public names of the kinds of system that such a centre supports, by business domain (業務別). */
export const SYSTEM_LIST: readonly {
  readonly domain: DemoSystem['domain']
  readonly rows: readonly Row[]
}[] = [
  {
    domain: '個人資料',
    rows: [
      ['ECPA', '人事服務網', 'eCPA', '人事服務網 ECPA／人事行政數位神經系統入口', 1, ''],
      ['WEBHR', '人力資源管理資訊系統', 'WebHR', '網際網路版人事管理資訊系統', 1, 'ECPA'],
      ['P2K', '人事管理資訊系統', 'Pemis2K', 'PEMIS／人事管理資訊系統 DOS 版', 2, ''],
      ['HRDB', '全國公務人力資料庫', '人力資料庫', '公務人員個人資料庫', 0, 'WEBHR P2K'],
      ['PDATA', '公務人員個人資料服務網', '個人資料服務網', 'MyData 個資校對', 1, 'ECPA HRDB'],
      ['REPORT', '人事資料報送及檢誤系統', '報送檢誤', '人事資料考核系統', 2, 'WEBHR P2K HRDB'],
      ['LIFELONG', '公務人員終身學習入口網站', '終身學習', '終身學習護照', 3, 'ECPA'],
    ],
  },
  {
    domain: '組織編制',
    rows: [
      ['ORG', '組織編制管理系統', '組織編制', '機關組織編制子系統', 1, 'WEBHR'],
      ['QUOTA', '機關員額管理資訊系統', '員額管理', '員額資訊系統', 0, 'ECPA ORG'],
      ['QEVAL', '員額評鑑資訊系統', '員額評鑑', '', 0, 'QUOTA'],
      ['CONTRACT', '約聘僱人員管理系統', '約聘僱', '聘僱計畫線上報核', 1, 'WEBHR QUOTA'],
      ['CLASSIFY', '職務歸系作業系統', '職務歸系', '', 2, 'ORG'],
    ],
  },
  {
    domain: '任免',
    rows: [
      ['MOCS', '銓敘業務網路作業系統', '銓敘網路', '銓審網路報送系統', 4, 'WEBHR'],
      ['APPOINT', '任免遷調作業系統', '任免遷調', '派免令作業', 1, 'WEBHR ORG'],
      ['JOBS', '事求人機關徵才系統', '事求人', '機關徵才公告', 3, 'ECPA'],
      ['EXAM', '考試職缺填報及分發系統', '考試分發', '考試用人計畫系統', 0, 'ECPA QUOTA'],
      ['PROMOTE', '公務人員陞遷評分系統', '陞遷評分', '陞任評分標準表', 1, 'WEBHR APPOINT'],
      ['HRMOVE', '人事人員遷調系統', '人事人員遷調', '', 0, 'ECPA APPOINT'],
    ],
  },
  {
    domain: '獎懲',
    rows: [
      ['AWARD', '獎懲作業系統', '獎懲', '獎懲令作業', 1, 'WEBHR'],
      ['MEDAL', '服務獎章請頒系統', '服務獎章', '獎章證書系統', 0, 'AWARD'],
      ['MODEL', '模範公務人員選拔系統', '模範公務人員', '', 3, 'ECPA'],
      ['DISCIPLINE', '懲戒及停職管理系統', '懲戒停職', '', 1, 'AWARD'],
    ],
  },
  {
    domain: '考績',
    rows: [
      ['APPRAISE', '考績作業系統', '考績', '考績（成）子系統', 1, 'WEBHR'],
      ['MIDTERM', '平時考核線上系統', '平時考核', '', 5, 'ECPA APPRAISE'],
      ['APPSEND', '考績線上送審系統', '考績送審', '考績網路報送', 4, 'APPRAISE MOCS'],
      ['TEAM', '團體績效評比系統', '團體績效', '', 0, 'APPRAISE'],
      ['STAFFREV', '人事機構業務績效考核系統', '業務績效考核', '人事業務績效考核網', 3, 'ECPA'],
    ],
  },
  {
    domain: '差勤',
    rows: [
      ['WEBITR', '差勤電子表單系統', 'WebITR', '差勤管理系統／線上差勤', 5, 'ECPA WEBHR'],
      ['CLOCK', '刷卡整合及彈性上班系統', '刷卡整合', '門禁刷卡轉檔', 5, 'WEBITR'],
      ['OVERTIME', '加班及補休管理系統', '加班補休', '', 5, 'WEBITR'],
      ['MAINLAND', '赴陸申請及查核系統', '赴陸申請', '公務員赴大陸地區申請', 0, 'ECPA'],
      ['CARD', '國民旅遊卡檢核系統', '國旅卡', '國旅卡休假補助', 3, 'WEBITR'],
      ['LEAVEIN', '差勤資料介接平臺', '差勤介接', '差假資料轉入', 5, 'WEBHR WEBITR'],
    ],
  },
  {
    domain: '待遇福利',
    rows: [
      ['PAY', '薪資發放管理系統', '薪資', '薪資子系統', 2, 'WEBHR'],
      ['SUBSIDY', '公教人員生活津貼線上填報系統', '生活津貼', '生活津貼申請及稽核系統', 3, 'ECPA HRDB'],
      ['PAYINFO', '公務人員待遇資訊系統', '待遇資訊', '待遇管理系統', 0, 'PAY'],
      ['INSURE', '公教人員保險網路作業系統', '公保', '公保網路系統', 4, 'WEBHR'],
      ['HEALTH', '健康檢查補助申請系統', '健檢補助', '', 3, 'ECPA'],
      ['EAP', '員工協助方案管理系統', 'EAP', '員工諮商預約', 0, 'ECPA'],
    ],
  },
  {
    domain: '退休撫卹',
    rows: [
      ['PENSION', '公務人員退休撫卹整合平臺', '退撫平臺', '退撫整合系統', 4, 'ECPA WEBHR MOCS'],
      ['TRIAL', '退休所得試算系統', '退休試算', '退撫試算', 4, 'PENSION'],
      ['FUND', '退撫基金繳費作業系統', '退撫基金', '基金網路作業系統', 4, 'PAY'],
      ['ANNUITY', '定期退撫給與查驗及發放系統', '退撫查驗', '月退休金發放檢核', 2, 'PENSION HRDB'],
      ['SURVIVOR', '遺族撫卹及照護系統', '遺族照護', '', 0, 'PENSION'],
      ['RETIREE', '退休人員服務網', '退休服務網', '退休公教人員照護網', 3, 'PENSION'],
    ],
  },
]
