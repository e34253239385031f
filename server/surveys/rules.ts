const DAY = 24 * 60 * 60 * 1000

/** 4 滿意 and 5 非常滿意 count as satisfied. */
export const SATISFIED_FROM = 4
/** 1 非常不滿意 and 2 不滿意: somebody calls back. */
export const isDissatisfied = (score: number) => score <= 2

/** How long the link in the answer can be used. */
export const expiryOf = (invitedAt: Date) => new Date(+invitedAt + 30 * DAY)

export const REMINDED_AFTER_WORKING_DAYS = 3
export const CALLED_BACK_WITHIN_WORKING_DAYS = 1

/** The figures look back so far. */
export const sinceWhen = (at: Date) => new Date(+at - 90 * DAY)

type Counts = { invited: number; answered: number; satisfied: number }

/**
 * Satisfaction is the share of 滿意 and 非常滿意 among valid answers; a survey has one valid answer at most, and those
 * not answered count for nothing but the response rate. Shares from 0 to 1; null where there is nothing to divide by.
 */
export const sharesOf = ({ invited, answered, satisfied }: Counts) => ({
  satisfaction: answered === 0 ? null : satisfied / answered,
  responseRate: invited === 0 ? null : answered / invited,
})

export const FORMULA = {
  'zh-TW': '滿意度＝（非常滿意＋滿意）÷ 有效填答數；回收率＝有效填答數 ÷ 發送數；統計最近 90 日發送的問卷',
  en: 'Satisfaction = (very satisfied + satisfied) ÷ valid answers; response rate = valid answers ÷ surveys sent; surveys sent in the last 90 days',
}
