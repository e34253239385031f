import { parse } from 'csv-parse/sync'
import { parsePhone } from '../../platform/zh/phone.ts'
import { parseRocDate } from '../../platform/zh/roc-date.ts'

/** A call as somebody wrote it down at the office exchange. */
export type OfficeCall = {
  line: number
  from: string | null
  to: string
  startedAt: Date
  answeredAt: Date | null
  endedAt: Date
  extension: string | null
  note: string
}
export type Unreadable = { line: number; why: string }

const MOST_LINES = 5000
const COLUMNS = 7
const HEADERS = /^(?:from|來電號碼|發話號碼|來電)$/iu
const WITHHELD = /^(?:|-|未顯示|未顯示號碼|anonymous|unknown)$/iu

/**
 * Reads the lines `from,to,started,answered,ended,extension,note`; a first line of names is passed over. Times are of
 * Taiwan, as `2026-11-21 10:04:05` or `115/11/21 10:04`, or ISO 8601 with their zone. What cannot be read is told by line.
 */
export function readOfficeCsv(csv: string): { calls: OfficeCall[]; failed: Unreadable[] } {
  let rows: string[][]
  try {
    rows = parse(csv.replace(/^\uFEFF/u, ''), { relax_column_count: true, trim: true })
  } catch {
    return { calls: [], failed: [{ line: 1, why: '這個檔案不是有效的 CSV，沒有匯入任何資料。' }] }
  }
  const calls: OfficeCall[] = []
  const failed: Unreadable[] = []
  for (const [n, cells] of rows.entries()) {
    const line = n + 1
    if (n === 0 && HEADERS.test(cells[0] ?? '')) continue
    if (cells.every((cell) => cell === '')) continue
    const read = line > MOST_LINES ? `一次最多匯入 ${MOST_LINES} 行，請分次匯入。` : readLine(line, cells)
    if (typeof read === 'string') failed.push({ line, why: read })
    else calls.push(read)
  }
  return { calls, failed }
}

/** @returns what is wrong with it, in words, when it is no call */
function readLine(line: number, cells: readonly string[]): OfficeCall | string {
  if (cells.length > COLUMNS) return `欄位太多：應為 ${COLUMNS} 欄，這一行有 ${cells.length} 欄。`
  const [from = '', to = '', started = '', answered = '', ended = '', extension = '', note = ''] = cells
  if (!WITHHELD.test(from) && !parsePhone(from) && !/^\d{2,10}$/u.test(from))
    return `來電號碼「${from}」無法辨識。`
  if (to === '') return '沒有填受話號碼。'
  const startedAt = momentOf(started)
  const answeredAt = answered === '' ? null : momentOf(answered)
  const endedAt = momentOf(ended)
  if (!startedAt) return `來電時間「${started}」無法辨識，請寫成 115/11/21 10:04:05。`
  if (answeredAt === undefined)
    return `接聽時間「${answered}」無法辨識，請寫成 115/11/21 10:04:05；未接請留空。`
  if (!endedAt) return `結束時間「${ended}」無法辨識，請寫成 115/11/21 10:04:05。`
  if (endedAt < startedAt || (answeredAt && (answeredAt < startedAt || answeredAt > endedAt)))
    return '時間的先後不合理：應為來電、接聽、結束。'
  return {
    line,
    from: WITHHELD.test(from) ? null : from,
    to: to.slice(0, 60),
    startedAt,
    answeredAt,
    endedAt,
    extension: extension || null,
    note: note.slice(0, 500),
  }
}

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/u
const LOCAL = /^(\S+?)[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/u

function momentOf(typed: string): Date | undefined {
  const text = typed.normalize('NFKC').trim()
  if (ZONED.test(text)) return real(new Date(text))
  const [, date = '', hour = '', minute = '', second = '00'] = LOCAL.exec(text) ?? []
  const day = date && (/^\d{4}-\d\d-\d\d$/u.test(date) ? date : parseRocDate(date))
  return day ? real(new Date(`${day}T${hour.padStart(2, '0')}:${minute}:${second}+08:00`)) : undefined
}

const real = (at: Date) => (Number.isNaN(at.getTime()) ? undefined : at)
