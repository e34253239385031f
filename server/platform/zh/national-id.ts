/** `A123456789`, also of residents: the letters stand for numbers, and the last digit makes the sum a multiple of ten. */
export function isNationalId(text: string): boolean {
  const id = text.trim().toUpperCase()
  if (!/^[A-Z][1289A-D]\d{8}$/.test(id)) return false
  const area = CITY.indexOf(id[0]!) + 10
  const second = /\d/.test(id[1]!) ? Number(id[1]) : (CITY.indexOf(id[1]!) + 10) % 10
  const digits = [Math.floor(area / 10), area % 10, second, ...[...id.slice(2)].map(Number)]
  const sum = digits.reduce((total, digit, n) => total + digit * (WEIGHTS[n] ?? 1), 0)
  return sum % 10 === 0
}

// The order in which the ministry gave numbers to letters: I, O, W and Z came late.
const CITY = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'
const WEIGHTS = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]
