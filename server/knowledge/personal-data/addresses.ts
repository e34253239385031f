import { type Found, places } from './kinds.ts'

const CITY =
  '(?:[臺台][北中南]市|新北市|[臺台]東[縣市]|(?:桃園|高雄|新竹|嘉義)[縣市]|基隆市|(?:苗栗|彰化|南投|雲林|屏東|宜蘭|花蓮|澎湖|金門|連江|[臺台][北中南])縣)'
const NUMBER = '(?:\\d{1,5}|[〇零一二三四五六七八九十百]{1,6})'
const HAN = '\\p{Script=Han}'
const ROAD = '(?:路|街|大道|村|里|鄰|段|巷|弄)'
const DOOR = [
  `(?: ?${NUMBER} ?段)?(?: ?${NUMBER} ?巷)?(?: ?${NUMBER} ?弄)?(?: ?${NUMBER} ?衖)?`,
  ` ?${NUMBER}(?:[之-]${NUMBER})? ?號(?:之${NUMBER})?`,
  `(?:[ ,、]?(?:地下)?${NUMBER} ?(?:樓|[Ff](?![A-Za-z]))(?:之${NUMBER})?)?(?: ?${NUMBER} ?室)?`,
].join('')

const IN_A_CITY = new RegExp(
  `(?:(?<!\\d)\\d{3}(?:\\d{2,3})? ?)?${CITY}(?: ?(?!第)[${HAN}\\d]){0,16}?${ROAD}(?:(?!第)${HAN}){0,5}?${DOOR}`,
  'gu',
)
/** No part of the name of a road where no city stands before it. */
const LEADS_TO = '在於到至住址為是的我他她請寄送從往位設與和及或'
const WITHOUT_A_CITY = new RegExp(
  `(?:(?:(?![${LEADS_TO}])${HAN}){1,3}[區鄉鎮市] ?)?(?:(?![${LEADS_TO}])${HAN}|至[善聖誠德真]){1,5}(?:路|街|大道)${DOOR}`,
  'gu',
)
const SAID =
  /(?:戶籍|通訊|聯絡|住家|居住|寄送|收件|送達)?(?:地址|住址|住所)\s{0,3}(?::|為|是)\s{0,3}(?<it>[^\n,。;:]{4,60})/gu

/** Where somebody lives or gets letters: with a house number, or behind a word that says so. */
export const addressesIn = (plain: string): Found[] => [
  ...places(IN_A_CITY, plain, 'address'),
  ...places(WITHOUT_A_CITY, plain, 'address'),
  ...places(SAID, plain, 'address', (it) => /[縣市區鄉鎮路街村里]/u.test(it)),
]
