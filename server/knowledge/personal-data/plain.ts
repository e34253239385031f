const BLANK = /[\u3000\u00A0\u2000-\u200F\u202F\u205F\u2060\uFEFF]/gu
const DASH = /[\u2010-\u2015\u2212\u2500\uFE58\uFE63]/gu
const WIDE = /[\uFF01-\uFF5E]/gu

/**
 * A text as it can be searched for numbers: full-width signs as half-width ones, every kind of dash as `-`, blanks that
 * are not seen as a blank. Each UTF-16 unit stays one, so that what is found there stands at that place in the original.
 */
export const plainOf = (text: string): string =>
  text
    .replace(BLANK, ' ')
    .replace(DASH, '-')
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
