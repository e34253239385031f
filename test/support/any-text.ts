import fc from 'fast-check'

const TELLING = [
  '臺',
  'Ａ',
  'é',
  'e\u0301',
  ' ',
  '\u3000',
  '\n',
  '\0',
  '\u202e',
  '\u200b',
  '𠮷',
  '\ud800',
  '\u{F0000}',
  '👩‍🏫',
  '。',
  '1',
]

/** Text of any UTF-16 units, half pairs included, and of characters that are known for trouble. */
export const anyText = (maxLength = 60) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...TELLING),
        fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      ),
      { maxLength },
    )
    .map((pieces) => pieces.join(''))
