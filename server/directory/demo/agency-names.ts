/**
 * Authorities of the demonstration's government, each with its first level below. None of them exists:
 * the ministries are near misses, the counties are not on the map.
 */
export const MINISTRIES: readonly {
  name: string
  short: string
  county: string
  bureaus: readonly string[]
}[] = [
  {
    name: '人事行政總署',
    short: '人事總署',
    county: '臺北市',
    bureaus: ['人事資訊處', '組編任免處', '考核訓練處', '給與福利處'],
  },
  {
    name: '國土永續部',
    short: '國永部',
    county: '臺北市',
    bureaus: ['國土署', '森川署', '測繪署', '保育署'],
  },
  {
    name: '數位治理部',
    short: '數治部',
    county: '臺北市',
    bureaus: ['網路署', '資料署', '資安防護署', '服務設計署'],
  },
  {
    name: '海洋事務部',
    short: '海事部',
    county: '高雄市',
    bureaus: ['航路署', '漁港署', '海域署', '燈塔署'],
  },
  {
    name: '文教創新部',
    short: '文教部',
    county: '臺北市',
    bureaus: ['學習署', '圖書館署', '博物館署', '運動署'],
  },
  {
    name: '衛生照護部',
    short: '衛照部',
    county: '臺北市',
    bureaus: ['醫事署', '長照署', '防疫署', '食安署'],
  },
  {
    name: '產業發展部',
    short: '產發部',
    county: '新竹縣',
    bureaus: ['商工署', '能源署', '中小企業署', '標準署'],
  },
  {
    name: '交通運輸部',
    short: '交運部',
    county: '臺北市',
    bureaus: ['公路署', '軌道署', '氣候署', '觀光署'],
  },
  {
    name: '勞動保障部',
    short: '勞保部',
    county: '臺北市',
    bureaus: ['就業署', '職安署', '年金署', '技能署'],
  },
  {
    name: '財稅金融部',
    short: '財金部',
    county: '臺北市',
    bureaus: ['賦稅署', '關務署', '國庫署', '國產署'],
  },
  {
    name: '法制矯正部',
    short: '法矯部',
    county: '臺北市',
    bureaus: ['矯正署', '執行署', '調解署', '法規署'],
  },
  {
    name: '農糧水利部',
    short: '農水部',
    county: '南投縣',
    bureaus: ['農糧署', '水利署', '畜產署', '動植物署'],
  },
]

export const COUNTIES: readonly { name: string; short: string; districts: readonly [string, string] }[] = [
  { name: '青嵐縣', short: '青嵐', districts: ['石磊鄉', '竹音鎮'] },
  { name: '澄湖市', short: '澄湖', districts: ['東岸區', '西岸區'] },
  { name: '望海縣', short: '望海', districts: ['燈塔鄉', '漁火鎮'] },
  { name: '曦和市', short: '曦和', districts: ['朝陽區', '晚霞區'] },
  { name: '雲栗縣', short: '雲栗', districts: ['雲頂鄉', '栗園鎮'] },
  { name: '松濤縣', short: '松濤', districts: ['松風鄉', '聽濤鎮'] },
  { name: '潮音縣', short: '潮音', districts: ['珊瑚鄉', '貝殼鎮'] },
  { name: '星河市', short: '星河', districts: ['北斗星區', '南十字區'] },
]

export const COUNTY_BUREAUS = [
  '民政局',
  '財政局',
  '教育局',
  '社會局',
  '勞工局',
  '警察局',
  '消防局',
  '衛生局',
  '環境保護局',
  '地政局',
] as const

/** Below the bureaus of a county: which bureau, and what is appended to county or district. */
export const COUNTY_OFFICES: readonly { under: (typeof COUNTY_BUREAUS)[number]; names: readonly string[] }[] =
  [
    { under: '警察局', names: ['{縣}警察局第一分局', '{縣}警察局第二分局'] },
    { under: '衛生局', names: ['{縣}{一}衛生所', '{縣}{二}衛生所'] },
    { under: '民政局', names: ['{縣}{一}戶政事務所', '{縣}{二}戶政事務所'] },
    {
      under: '教育局',
      names: [
        '{縣}立{短}高級中學',
        '{縣}立{短}國民中學',
        '{縣}立光明國民中學',
        '{縣}{一}中心國民小學',
        '{縣}{二}和平國民小學',
      ],
    },
  ]

export const BRANCH_PLACES = [
  ['北區', '基隆市'],
  ['桃竹苗', '桃園市'],
  ['中區', '臺中市'],
  ['中彰投', '南投縣'],
  ['雲嘉南', '嘉義市'],
  ['南區', '臺南市'],
  ['高屏', '屏東縣'],
  ['東區', '花蓮縣'],
] as const
