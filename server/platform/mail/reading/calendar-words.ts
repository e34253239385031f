import { readText } from './guess-charset.ts'

const LONGEST = 200_000
const SHOWN = ['SUMMARY', 'DTSTART', 'DTEND', 'LOCATION', 'DESCRIPTION']

/** What an invitation (RFC 5545) says, for a mail that is nothing but one. */
export function calendarWords(bytes: Uint8Array, charset: string | null): { subject: string; text: string } {
  const { text } = readText(bytes.subarray(0, LONGEST), charset ?? 'utf-8')
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  const start = lines.findIndex((line) => /^BEGIN:VEVENT/i.test(line))
  const said = (name: string) => {
    const line = lines
      .slice(Math.max(start, 0))
      .find((one) => one.toUpperCase().startsWith(name) && /^[;:]/.test(one.slice(name.length)))
    const colon = line?.indexOf(':') ?? -1
    return line && colon > 0 ? unescaped(line.slice(colon + 1)) : ''
  }
  const words = SHOWN.map((name) => (name.startsWith('DT') ? time(said(name)) : said(name)))
  return { subject: words[0]!, text: words.filter((word) => word !== '').join('\n') }
}

const unescaped = (value: string) =>
  value.replace(/\\([nN,;\\])/g, (_, code: string) => (/n/i.test(code) ? '\n' : code)).trim()

/** `20261120T093000` as people write it; the zone stays out, as the file itself says it better. */
const time = (value: string) =>
  value.replace(/^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}Z?)?$/, (_, year, month, day, hour, minute) =>
    hour === undefined ? `${year}-${month}-${day}` : `${year}-${month}-${day} ${hour}:${minute}`,
  )
