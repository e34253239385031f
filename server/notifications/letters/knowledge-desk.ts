import { formatRocDate } from '../../platform/zh/roc-date.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import { type Part, write } from './letter.ts'

type EntryOf = { number: string; title: string }
type To = { name: string }

const greeting = ({ name }: To): Part => ({
  kind: 'paragraph',
  text: cleanLine(name) ? `${cleanLine(name)} 您好：` : '您好：',
})

/** As many lines as a letter is read to; says how many more there are. */
const lines = (items: readonly string[], all: number) =>
  all > items.length ? [...items, `另有 ${all - items.length} 則`] : items

/** What waits for a reviewer: what is new since the last letter first. */
export function reviewsWaiting(
  to: To,
  waiting: readonly (EntryOf & { writtenBy: string | null; submittedAt: Date; isNew: boolean })[],
  { all, fresh, url }: { all: number; fresh: number; url: string },
) {
  return write('zh-TW', `[問答] ${fresh} 則新送審，共 ${all} 則等您審核`, [
    greeting(to),
    { kind: 'paragraph', text: '下列問答已由撰寫者送審，等候另一位同仁閱讀與核准；核准後才會上線。' },
    {
      kind: 'list',
      title: '等候審核：',
      items: lines(
        waiting.map(
          ({ number, title, writtenBy, submittedAt, isNew }) =>
            `${isNew ? '【新】' : ''}${number} ${title}（${writtenBy ?? '匯入'}，${formatRocDate(submittedAt)} 送審）`,
        ),
        all,
      ),
    },
    { kind: 'link', label: '開啟待審核清單：', url },
    { kind: 'paragraph', text: '這封信每小時最多寄一次，有新的送審時才寄。' },
  ])
}

/** To whoever wrote a version: a reviewer gave it back, and said why. */
export function entryReturned(
  to: To,
  { number, title, n, by, note }: EntryOf & { n: number; by: string; note: string },
  { url }: { url: string },
) {
  return write('zh-TW', `[問答 ${number}] 已退回，請修改：${title}`, [
    greeting(to),
    { kind: 'paragraph', text: '您寫的問答已由審核者退回，內容都還在草稿裡；修改後請再送審一次。' },
    {
      kind: 'facts',
      rows: [
        ['編號', number],
        ['問題', title],
        ['版本', `第 ${n} 版`],
        ['審核者', by],
      ],
    },
    { kind: 'words', text: note },
    { kind: 'link', label: '開啟這則問答：', url },
  ])
}

/** To whoever wrote a version: it is read by everybody from now on. */
export function entryLive(
  to: To,
  { number, title, n, by, note }: EntryOf & { n: number; by: string; note: string | null },
  { url }: { url: string },
) {
  return write('zh-TW', `[問答 ${number}] 已上線：${title}`, [
    greeting(to),
    { kind: 'paragraph', text: `您寫的問答已核准並上線（第 ${n} 版，核准者：${cleanLine(by)}）。謝謝您。` },
    ...(note ? [{ kind: 'words' as const, text: note }] : []),
    { kind: 'link', label: '看上線的內容：', url },
  ])
}

/** To whoever answers for entries whose review day is past. */
export function entriesOverdue(
  to: To,
  entries: readonly (EntryOf & { reviewOn: string })[],
  { all, url }: { all: number; url: string },
) {
  return write('zh-TW', `[問答] 您負責的 ${all} 則問答已過檢視日`, [
    greeting(to),
    {
      kind: 'paragraph',
      text: '下列問答由您負責，檢視日已過，讀者會看到「可能已經過時」的提醒。請確認內容仍然正確並設定新的檢視日，或修改、撤下。',
    },
    {
      kind: 'list',
      title: '已過檢視日：',
      items: lines(
        entries.map(
          ({ number, title, reviewOn }) => `${number} ${title}（檢視日 ${formatRocDate(reviewOn)}）`,
        ),
        all,
      ),
    },
    { kind: 'link', label: '開啟逾期未檢視清單：', url },
  ])
}

export type Week = {
  gaps: readonly { said: string; n: number }[]
  gapsOpen: number
  unsolved: readonly (EntryOf & { unsolved: number; solved: number })[]
  feedbackOpen: number
  overdue: readonly (EntryOf & { reviewOn: string; ownerName: string | null })[]
  overdueAll: number
}

/** Once a week to editors: what readers miss, what does not help them, what has to be read again. */
export function knowledgeWeek(
  to: To,
  week: Week,
  places: { gaps: string; feedback: string; overdue: string },
) {
  const list = (title: string, items: readonly string[], all: number, url: string): Part[] =>
    items.length === 0
      ? []
      : [
          { kind: 'list', title, items: lines(items, all) },
          { kind: 'link', label: '開啟清單：', url },
        ]
  return write(
    'zh-TW',
    `[問答] 本週待處理：${week.gapsOpen} 個問題找不到答案、${week.feedbackOpen} 則意見未答覆、${week.overdueAll} 則逾期`,
    [
      greeting(to),
      { kind: 'paragraph', text: '這是問答每週一次的整理，依讀者實際的搜尋與意見排列。' },
      ...list(
        '問了但找不到（次數最多的在前）：',
        week.gaps.map(({ said, n }) => `${said}（${n} 次）`),
        week.gapsOpen,
        places.gaps,
      ),
      ...list(
        '近四週多人表示沒有解決：',
        week.unsolved.map(
          ({ number, title, unsolved, solved }) =>
            `${number} ${title}（沒有解決 ${unsolved} 人、解決 ${solved} 人）`,
        ),
        week.unsolved.length,
        places.feedback,
      ),
      ...list(
        '已過檢視日：',
        week.overdue.map(
          ({ number, title, reviewOn, ownerName }) =>
            `${number} ${title}（檢視日 ${formatRocDate(reviewOn)}，負責人：${ownerName ?? '未指定'}）`,
        ),
        week.overdueAll,
        places.overdue,
      ),
      ...(week.feedbackOpen > 0
        ? [
            {
              kind: 'link' as const,
              label: `還有 ${week.feedbackOpen} 則讀者意見沒有答覆：`,
              url: places.feedback,
            },
          ]
        : []),
    ],
  )
}
