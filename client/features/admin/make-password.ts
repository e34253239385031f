/** No letter or digit that is taken for another when read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 16

/** A password that can be read out on the telephone; some 90 bits of chance. */
export function makePassword(): string {
  const letters: string[] = []
  while (letters.length < LENGTH) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < 256 - (256 % LETTERS.length)) letters.push(LETTERS.charAt(byte % LETTERS.length))
  }
  return letters.join('').replace(/.{4}(?=.)/g, '$&-')
}
