import { type Found, places } from './kinds.ts'

const YEAR = String.raw`(?:(?:中華)?民國|西元)?\s?(?:前)?\d{2,4}`
const HAN_NUMBER = '[〇零一二三四五六七八九十]'
const DAY = String.raw`(?:${YEAR}\s?[年./\-]\s?\d{1,2}\s?[月./\-]\s?\d{1,2}(?:\s?日)?|(?:民國)?${HAN_NUMBER}{1,4}年${HAN_NUMBER}{1,3}月${HAN_NUMBER}{1,3}日)(?!\d)`
const WORD = '(?:出生(?:年月日|日期|日|年份|年)?|生日|[Dd]ate of [Bb]irth|[Bb]irth ?(?:date|day)|DOB)'

const AFTER_THE_WORD = new RegExp(
  String.raw`${WORD}\s{0,3}(?::|=|為|是|於|在)?\s{0,3}(?<it>${DAY}|(?:民國)?\d{6,8}(?!\d)|${YEAR}\s?年)`,
  'gu',
)
const OF_THE_YEAR = new RegExp(
  String.raw`${WORD}\s{0,3}(?::|=|為|是)\s{0,3}(?<it>\d{1,2}\s?[月/]\s?\d{1,2}(?:\s?日)?)(?!\d)`,
  'gu',
)
const BEFORE_THE_WORD = new RegExp(
  String.raw`(?<!\d)(?<it>${DAY}|${YEAR}\s?年|民國${HAN_NUMBER}{1,4}年)\s?(?:出生|生(?![效活產命病動理日成]))`,
  'gu',
)
const BORN_IN = /(?<!\d)(?:民國\s?)?\d{2,3}\s?年次/gu

/** Days and years on which somebody was born: where the text says that it is such a day. */
export const datesOfBirthIn = (plain: string): Found[] =>
  [AFTER_THE_WORD, OF_THE_YEAR, BEFORE_THE_WORD, BORN_IN].flatMap((pattern) =>
    places(pattern, plain, 'birth-date'),
  )
