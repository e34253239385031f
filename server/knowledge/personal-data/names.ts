import { type Found, places } from './kinds.ts'
import { isNoName, SURNAME } from './surnames.ts'
import { ENDS_WITH_TITLE, TITLE } from './titles.ts'

/** Never within a given name: words of offices and of sentences. Characters made by an office stand in names too. */
const NOT_GIVEN =
  '位級室處科課局部署院廳府縣市區組股隊系所等及的是在請於各該本此每某其他你我她這那不未應需須已由到從但就都也又再還很了過嗎吧與或們說'
const HAN = '[\\p{Script=Han}\\uE000-\\uF8FF\\u{F0000}-\\u{FFFFD}○]'
const GIVEN = `(?:(?![${NOT_GIVEN}])${HAN})`
const NAME = `${SURNAME}${GIVEN}{1,2}`
const NO_MORE = `(?!${HAN})`

const OF_A_NAME =
  '(?:(?:中文|英文|員工|使用者|當事人|申請人|聯絡人|眷屬|同仁|人員|您的|本人)?姓名|(?<![A-Za-z])(?:[Nn]ame|NAME))'
const PERSON =
  '(?:當事人|申請人|聯絡人|聯絡窗口|承辦人員?|承辦|經辦人?|報修人|通報人|來電者|反映人|請假人|代理人|職務代理人|被保險人|眷屬|配偶|受款人|收件人|寄件人|使用者|使用人|填表人|填報人|員工|人員|同仁|新進人員|離職人員|退休人員|署名|簽名)'
const IS = '[^\\S\\n]{0,3}(?::|=|為|是|叫)[^\\S\\n]{0,3}[「『"(【]?'
const EMPTY = /^(?:同上|如附件?|詳附件?|從略|未填|不詳|匿名|空白|欄位|必填|欄|測試)/u

const isName = (text: string) => !isNoName(text) && !ENDS_WITH_TITLE.test(text)

const GAP = '[^\\S\\n]{0,2}'
const LATIN = "[A-Z][A-Za-z'-]+(?:,? [A-Z][A-Za-z'-]*){1,3}"
/** Surnames that begin no other words, so that they tell a name where nothing else does. */
const TELLING = '[陳林黃張李王吳劉蔡楊許鄭謝郭邱廖賴徐蘇莊呂羅鍾彭潘趙柯翁魏范侯曹薛蔣姜鄧龔]'

const PATTERNS: readonly [RegExp, (name: string) => boolean][] = [
  // Whoever is asked for a name gives one, also one that begins like no other.
  [
    new RegExp(`${OF_A_NAME}${IS}(?<it>${HAN}{2,5}(?:[‧·・•]${HAN}{1,6}){0,3})${NO_MORE}`, 'gu'),
    (it) => !EMPTY.test(it),
  ],
  [new RegExp(`${OF_A_NAME}${IS}(?<it>${NAME})`, 'gu'), isName],
  [new RegExp(`(?:${OF_A_NAME}|${PERSON})${IS}(?<it>${LATIN})`, 'gu'), () => true],
  [new RegExp(`${PERSON}${IS}(?<it>${NAME})`, 'gu'), isName],
  [new RegExp(`${PERSON} ?(?<it>${SURNAME}${GIVEN}{2})${NO_MORE}`, 'gu'), isName],
  [new RegExp(`(?<it>${SURNAME}${GIVEN}{0,2}?)${GAP}${TITLE}`, 'gu'), isName],
  [
    new RegExp(
      `${TITLE}${GAP}(?<it>${NAME})(?=(?!${HAN})|表示|說明?|告知|來電|反映|詢問?|通知|回覆|要求|的|於|在|已|同意|處理|協助)`,
      'gu',
    ),
    isName,
  ],
  [new RegExp(`(?:敝姓|本人姓|我姓)(?<it>${SURNAME}${GIVEN}{0,2})`, 'gu'), () => true],
  [
    new RegExp(
      `(?:我(?:是|叫)|(?:名|名字|[,，])叫(?:做|作)?|敝人|本人(?:是|為)?|這(?:裡|邊)是)[^\\n,。;!?]{0,30}?(?<it>${NAME})${NO_MORE}`,
      'gu',
    ),
    isName,
  ],
  [
    new RegExp(`(?<it>${NAME})${GAP}(?:敬上|謹上|敬陳|敬呈|敬啟|謹啟|拜上|您好|你好|鈞鑒|鈞啟)`, 'gu'),
    isName,
  ],
  [new RegExp(`(?<=^[^\\S\\n]{0,10})(?<it>${NAME})${GAP}上(?=[^\\S\\n]{0,10}$)`, 'gmu'), isName],
  [new RegExp(`(?<it>${SURNAME} ${GIVEN} ${GIVEN})${GAP}${TITLE}`, 'gu'), () => true],
  // 怡君 is a given name: 君 stands behind a surname alone, or behind a whole name.
  [new RegExp(`(?<it>${SURNAME}(?:${GIVEN}{2})?)君(?![主子權])`, 'gu'), isName],
  [new RegExp(`(?<it>${SURNAME})員(?![工額會])`, 'gu'), isName],
  [new RegExp(`(?<it>${LATIN}) ?${TITLE}`, 'gu'), () => true],
  // Before their number or their address.
  [new RegExp(`(?<it>${NAME})${GAP}[(,:/]?${GAP}(?=[A-Za-z][1289A-D]\\d{7}|09\\d{2})`, 'gu'), isName],
  [new RegExp(`(?<it>${NAME}|${LATIN})${GAP}<(?=[^<>\\s]{1,64}@)`, 'gu'), isName],
  [
    new RegExp(
      `(?<!${HAN})(?<it>${TELLING}${GIVEN}{2})(?=(?!${HAN})|的|於|已|在職|因|自|無法|調|申請|請假|離職|退休|到職)`,
      'gu',
    ),
    isName,
  ],
  [
    new RegExp(
      `[問將為把查與及和給對有幫因如若](?<it>${TELLING}${GIVEN}{2})(?=的|於|已|在職|無法|申請|請假|離職|退休|到職)`,
      'gu',
    ),
    isName,
  ],
  [new RegExp(`本人(?<it>${TELLING}${GIVEN}{2})`, 'gu'), isName],
  [new RegExp(`(?<=Dear |Hi |Hello )(?<it>${NAME})`, 'gu'), isName],
]

/** Past a word that is no name the next may begin. */
const WORD = 2

/** Names of people where the words around them say so: behind 姓名：, before 先生 or 科長, at the end of a letter. */
export const namesIn = (plain: string): Found[] =>
  PATTERNS.flatMap(([pattern, fits]) => places(pattern, plain, 'name', fits, WORD))
