import { parseRocDate } from '../../platform/zh/roc-date.ts'

/** 於115年12月5日（星期五）前, 請於12月5日以前回復, 115/12/05前: a day before which something is asked for. */
const BEFORE =
  /(?:(?:中華)?民國)?\s*(?:([\d０-９]{2,4})\s*[年/.])?\s*([\d０-９]{1,2})\s*[月/.]\s*([\d０-９]{1,2})\s*日?\s*(?:[（(][^）)]{1,10}[）)])?\s*(?:下班|上午|下午)?\s*[\d０-９時:：點]{0,6}\s*(?:以前|之前|前)/gu

/**
 * The earliest day before which the words ask for something. A day without its year is the next such day after the
 * document was issued.
 *
 * @param issuedOn `2026-11-21`; null when it is not known: then only days with their year count
 */
export function deadlineIn(words: string, issuedOn: string | null): string | undefined {
  const days = [...words.normalize('NFKC').slice(0, 50_000).matchAll(BEFORE)].flatMap(
    ([, year, month, day]) => {
      if (year) return parseRocDate(`${year}/${month}/${day}`) ?? []
      if (!issuedOn) return []
      const inYear = (of: number) => parseRocDate(`${of}-${month}-${day}`)
      const issued = Number(issuedOn.slice(0, 4))
      const first = inYear(issued)
      return (first && first >= issuedOn ? first : inYear(issued + 1)) ?? []
    },
  )
  // What was due before the document was written is something it refers to.
  return days.filter((day) => !issuedOn || day >= issuedOn).sort()[0]
}
