/** A question, and the numbers of the entries that answer it. */
export type Asked = { text: string; answeredBy: readonly number[] }

const read = (lines: string): Asked[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [text = '', ids = ''] = line.split(' | ')
      return { text, answeredBy: ids.split(' ').map(Number) }
    })

/**
 * The set that is looked at while search is built: names of systems, terms and their parts, slips of the pen, whole
 * sentences, synonyms, Simplified characters, variants, abbreviations.
 */
export const questions: readonly Asked[] = read(`
WebHR 登入失敗 | 1
webhr憑證 | 1
pemis2k轉檔 | 42
ＷｅｂＨＲ 派令 | 3 2
eCPA 密碼 | 46
考績甲等 | 16 21
考績獎金 | 21
子女教育補助 | 37
養老給付 | 53
育嬰留停 | 15 55
退撫基金費率 | 24
復審 | 22
津貼 | 41 55 37
補登 | 9
撫卹 | 27
票選 | 17
留職停 | 15 55
學習時 | 31 32 35
考積委員會 | 17
差情系統請假 | 8
退輔基金提播 | 24
終生學習時數 | 31 32
Pemis2000 備份 | 44
wehbr 登入 | 1
打卡忘記了怎麼辦 | 9 13
我想知道退休以後每個月可以領多少錢 | 23 29
請問加班可以補休多久內要休完 | 10
小孩學費補助要準備什麼文件 | 37
績效考核 | 20 16
薪水補發 | 50
账号停用 | 48
人事服务网授权 | 47
台灣銀行公保 | 53
平台 健保 眷屬 | 54
離職 帳號 | 48
國旅卡 | 12`)

/** The set that is not looked at: written apart from the other. Nothing is to be mended for one of these alone. */
export const heldOut: readonly Asked[] = read(`
自然人憑證驗證不過 | 1
新人到職建檔 | 2
派令印出來跑版 | 3
調出 待報到 | 4
表2 銓敘部 不一致 | 5
職務說明書 | 6
約聘僱可以在webhr建檔嗎 | 7
午休被算進請假時數 | 8
忘刷 | 9
補休期限 | 10
出差費報支期限 | 11
強制休假補助 | 12
在家上班怎麼打卡 | 13
家庭照顧假幾天 | 14
留職停薪年資 | 15 55
甲等比例 | 16
考績會委員 | 17
另予考績 | 18
考績清冊報送 | 19
平時考核 | 20
考績不服救濟 | 22
退休金試算 | 23
提撥費率 | 24
個人專戶 | 25
遺屬年金 | 26
抚恤金 | 27
退休案什麼時候要送 | 28
月退休金 入帳 | 29
資遣年資 | 30
學習時數登錄 | 31
環境教育 必修 | 32
e等公務園 | 33
閱讀時數沒更新 | 34
學分折抵 | 35
開課帳號申請 | 36
結婚補助 | 38
喪葬津貼 | 39
双薪重复请领 | 40
附件上傳 津貼 | 41
pemis 轉 webhr | 42
pemis2k windows11 | 43
Pemis2K 亂碼 | 45
ecpa忘記密碼 | 46
單一簽入 | 47
FidO 登入 | 49
專業加給 差額 | 50
年終獎金 | 51
主管加給 | 52
公保養老給付 | 53
健保眷屬加保 | 54
商調函 | 57
身障進用不足 | 58
個資外洩通報 | 59
同意書範本 | 60
复审期限 | 22
提拔費率 | 24
平實考核 | 20
調涵 時限 | 57
子女教育補住費 | 37
webrh 派令 | 3`)
