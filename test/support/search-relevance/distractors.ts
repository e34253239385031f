import type { Entry } from './entries.ts'

// What other offices are asked: made to share common words, and characters that are easily confused, with the entries.
const list = (text: string) => text.trim().split(/[|\n]/)

const SYSTEMS = list(`
採購網|公文系統|地政系統|戶政系統|稅務系統|工程管理|環保申報|圖書管理|停車管理|會議室|車輛調度
資產管理|校務系統|社福系統|警政系統|消防系統|衛生系統|農政系統|水利系統|觀光平台|GIS
iPortal|eDoc2|LandXP|TaxNet9`)

const TOPICS = list(`
政府採購公告|公文電子交換|土地登記謄本|戶籍遷入登記|地價稅退稅|房屋稅籍證明|工程估驗計價
廢棄物清理申報|圖書借閱逾期|停車格月租|會議室借用|公務車輛調派|財產盤點|學生成績登錄|低收入戶證明
勤務輪值表|消防安全檢查|疫苗接種紀錄|農地農用證明|用水計畫|民宿登記|考古遺址試掘|考試報名
業績統計報表|郵差招募|退貨處理|退件原因查詢|安撫動物收容|撫養事實認定|差異分析報告|勤學獎助
休閒農場|假日花市|津渡口工程|貼紙樣式|獎勵投資|俸祿史料展|銓敘文物展|終點站公告|身高體重登錄
學區劃分|生育率統計|結婚登記預約|喪葬設施使用|保險箱租用|養殖登記|給水管線|復健巴士|審圖預約
票券報銷|選址評估|委外停車|憑單列印|證照換發|派車單|令狀查詢|卡片印製|刷毛機維修|加水站檢驗
班車時刻`)

const TROUBLES = list(`
如何申請|線上送件失敗怎麼辦|查詢不到資料|附件上傳錯誤|需要檢附哪些文件|審核時限多久|費用如何計算
可否委託他人辦理|資料更正流程|帳號權限設定|報表列印亂碼|登入後畫面空白|時數統計不正確
補助金額與請領資格|逾期未處理的罰則|委員會組成與人數|系統版本更新說明|轉檔失敗|備份與還原|密碼重設
年度計畫報核|名冊匯入格式|變更帳戶|停用與註銷`)

const SENTENCES = list(`
請先確認瀏覽器版本，並清除快取後重新登入系統。
申請人應於規定期限內檢附相關證明文件送主管機關審核。
如逾期未補正，視為放棄，案件將予以退件。
審核通過後系統將以電子郵件通知申請人。
補助金額依年度預算編列情形核定，額滿為止。
管理者可於「權限設定」頁面新增使用者並指定角色。
報表如出現亂碼，請改用標楷體並重新匯出。
每月費率由主管機關公告，調整後自次月起生效。
委員會由機關代表與外部專家組成，任期兩年。
資料每日凌晨批次更新，隔日方可查詢。
請於表單填寫基金會名稱、地址與負責人姓名。
加班處理期間客服電話可能忙線，請改以線上留言。
人員異動時請同步更新聯絡窗口。
學校應於學期開始前完成課程與教師名單登錄。
若因天然災害無法如期辦理，得申請展延三十日。
費用得以信用卡或臨櫃繳納，手續費自付。
請檢查身分證字號與出生日期是否填寫正確。
轉檔檔案須為 UTF-8 編碼之 CSV，欄位順序不得變動。
已核准之案件不得自行修改，請來電客服協助。
參考上期業績與成績評比結果，決定獎勵名單。
內勤與外勤同仁請分別填報差旅與勤務紀錄。
退貨商品請保持包裝完整並附上發票影本。
現場排隊時間較長，建議提早線上預約。
本服務每週一休館，國定假日照常開放。
眷村文物展示區提供導覽服務。
請使用系統提供之範本，勿自行增刪欄位。
授權碼有效期限為十分鐘，逾時請重新取得。
資安檢測報告應於上線前提送。
教育訓練教材可於下載專區取得。
保固期間內故障由廠商免費維修。`)

const FIRST_ID = 1001
const SENTENCES_AT_LEAST = 3

/** The same numbers in every run. */
function numbers() {
  let seed = 20260731
  return () => {
    seed = (seed * 1664525 + 1013904223) >>> 0
    return seed / 4294967296
  }
}

/** So many questions and answers that answer nothing that is asked. */
export function distractors(count: number): Entry[] {
  const next = numbers()
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)] ?? ''
  return Array.from({ length: count }, (_, i) => {
    const [system, topic, trouble] = [pick(SYSTEMS), pick(TOPICS), pick(TROUBLES)]
    const sentences = Array.from({ length: SENTENCES_AT_LEAST + Math.floor(next() * 5) }, () => {
      const sentence = pick(SENTENCES)
      return next() < 0.3 ? sentence.replace('。', `（${topic}）。`) : sentence
    })
    const title = `${next() < 0.4 ? `${system} ` : ''}${topic}${trouble}`
    const numbered = `第${Math.floor(next() * 900)}號函釋，分機${Math.floor(next() * 9000)}。`
    return { id: FIRST_ID + i, system, title, body: sentences.join('') + numbered }
  })
}
