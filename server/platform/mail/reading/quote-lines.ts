/** A line as it is compared: without marks of emphasis and blanks around it. */
const bare = (line: string) => stripped(line, BEFORE, AFTER)

const BEFORE = /[\s*_>\u3000|]/
const AFTER = /[\s*_\u3000|]/

/** Without what stands before and after: by hand, as `+$` takes time by the square of a run of blanks. */
function stripped(line: string, before: RegExp, after: RegExp) {
  let start = 0
  let end = line.length
  while (start < end && before.test(line[start]!)) start++
  while (end > start && after.test(line[end - 1]!)) end--
  return line.slice(start, end)
}

const LONGEST_LINE = 400

/** `-----原始郵件-----`, `----- Original Message -----`, `________________________________`. */
const SEPARATOR =
  /^[-_=─━]{2,40}\s*(original message|original appointment|reply message|原始郵件|原始邮件|原始信件|原信件|原郵件|原邮件|回覆郵件|回复邮件|元のメッセージ|original-nachricht|ursprüngliche nachricht|message d'origine|원본 메시지|원본메시지|오리지널 메시지)\s*[-_=─━]{2,40}$/i
const RULE = /^[_─━-]{10,80}$/
const FORWARDED =
  /^[-_=─━]{2,40}\s*(forwarded message|forwarded by .{1,80}|begin forwarded message|轉寄的?郵件|轉寄郵件|轉寄信件|轉發郵件|转发的?邮件|转发邮件信息|转发邮件|転送メッセージ|轉寄訊息|weitergeleitete nachricht|message transféré)\s*[-_=─━]{0,40}:?$/i
const BEGIN_FORWARDED =
  /^(begin forwarded message|以下是轉寄的郵件|以下為轉寄的郵件|下面是被转发的邮件|開始轉寄郵件)\s*[:：]$/i

export const isSeparator = (line: string) => line.length < LONGEST_LINE && SEPARATOR.test(bareRule(line))
export const isRule = (line: string) => line.length < LONGEST_LINE && RULE.test(line.trim())
export const isForwarded = (line: string) =>
  line.length < LONGEST_LINE && (FORWARDED.test(bareRule(line)) || BEGIN_FORWARDED.test(bare(line)))

const bareRule = (line: string) => stripped(line, /[\s*>\u3000]/, /[\s*\u3000]/)

const LABELS: [string, RegExp][] = [
  ['from', /^(from|寄件者|寄件人|發件人|发件人|寄信人|差出人|送信者|von|de|보낸 ?사람)\s*[:：]/i],
  [
    'date',
    /^(sent|date|寄件日期|傳送日期|傳送時間|日期|發送時間|发送时间|發件時間|发件时间|時間|送信日時|日時|送信日|gesendet|datum|envoyé|날짜|보낸 ?날짜)\s*[:：]/i,
  ],
  ['to', /^(to|收件者|收件人|宛先|an|à|받는 ?사람)\s*[:：]/i],
  ['cc', /^(cc|副本|抄送|副本抄送|참조)\s*[:：]/i],
  ['subject', /^(subject|主旨|主題|主题|標題|标题|件名|betreff|objet|제목)\s*[:：]/i],
]

const labelOf = (line: string) =>
  line.length < LONGEST_LINE * 5
    ? LABELS.find(([, pattern]) => pattern.test(bare(line.slice(0, 60))))?.[0]
    : undefined

const BLOCK = 10

/** The heads of an earlier mail, as Outlook and others write them above it: from, and two more of them. */
export function isHeadBlock(lines: readonly string[], at: number): boolean {
  if (labelOf(lines[at] ?? '') !== 'from') return false
  const seen = new Set<string>()
  for (let i = at; i < Math.min(lines.length, at + BLOCK); i++) {
    const label = labelOf(lines[i]!)
    if (label) seen.add(label)
  }
  return seen.size >= 3 && (seen.has('subject') || seen.has('date'))
}

const SAYS_WROTE =
  /(wrote|寫道|写道|写到|寫到|寫入|来信|來信|のメール|さんは書きました|が書きました|のメッセージ|schrieb|écrit|escribió|님이 작성|작성)\s*[:：]?\s*$/i
const SAYS_WHEN = /\d{1,4}\s*[-/.年]\s*\d{1,2}|\d{1,2}:\d{2}|\b(19|20)\d{2}\b/
const JAPANESE = /^\d{4}年\d{1,2}月\d{1,2}日.{0,120}<[^<>\s]{3,200}>\s*[:：]$/

/** `On … wrote:`, `於 … 寫道：`, on one line or up to three; how many lines, 0 for none. */
export function attributionAt(lines: readonly string[], at: number): number {
  let text = ''
  for (let n = 1; n <= 3; n++) {
    const line = lines[at + n - 1]
    if (line === undefined || line.length > LONGEST_LINE || (line.trim() === '' && n > 1)) return 0
    text = `${text} ${bare(line)}`.trim()
    if (text.length > LONGEST_LINE) return 0
    if (JAPANESE.test(text)) return n
    if (
      SAYS_WROTE.test(text) &&
      (SAYS_WHEN.test(text) || /<[^<>\s]+@[^<>\s]+>/.test(text)) &&
      /[:：]\s*$/.test(text)
    )
      return n
    if (
      n === 1 &&
      !/^(on\b|於|于|在|le\b|am\b|el\b|\d{4}|.{0,100}<[^<>\s]*@|.{0,60}\d{1,2}:\d{2})/i.test(text)
    )
      return 0
  }
  return 0
}
