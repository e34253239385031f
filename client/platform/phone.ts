/** Area codes by length of the code: the rest is the subscriber's number. Longest first. */
const AREA_CODES = ['0836', '0826', '037', '049', '082', '089', '02', '03', '04', '05', '06', '07', '08']

/**
 * A number as people in Taiwan write it: `02-2397-9298 #123`, `0912-345-678`, `0800-080-512`, `049-222-2106`.
 * Foreign and unknown numbers are given back unchanged, in full.
 *
 * @param number E.164 or as dialled within Taiwan
 */
export function formatPhone(number: string, extension?: string | null): string {
  const national = number.replace(/^\+886/, '0')
  const shown = /^\+|\D/.test(national) ? number : grouped(national)
  return extension ? `${shown} #${extension}` : shown
}

function grouped(national: string): string {
  if (/^09\d{8}$/.test(national) || /^0800\d{6}$/.test(national)) {
    return `${national.slice(0, 4)}-${national.slice(4, 7)}-${national.slice(7)}`
  }
  const area = AREA_CODES.find((code) => national.startsWith(code))
  if (!area || national.length < 8) return national
  const rest = national.slice(area.length)
  if (rest.length <= 5) return `${area}-${rest}`
  return `${area}-${rest.slice(0, rest.length - 4)}-${rest.slice(-4)}`
}
