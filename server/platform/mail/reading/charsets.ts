import iconv from 'iconv-lite'

/** What mails call their charsets, by the charset that really reads them: each of these holds all that the named one holds. */
const NAMES: Record<string, string> = {}
for (const [charset, names] of Object.entries({
  'utf-8': 'utf8 unicode-1-1-utf-8 utf8mb4 cp65001 x-utf-8 utf-8-sig _utf-8 utf-8n',
  big5:
    'big-5 big5-hkscs big5hkscs cn-big5 csbig5 x-x-big5 big5-eten x-big5 chinesebig5 cp950 ms950 windows-950 ' +
    'x-windows-950 ibm950 950 big5-2003 cp951 x-mac-chinesetrad zh-tw-big5',
  gb18030:
    'gb2312 gbk gb-2312 gb_2312 gb_2312-80 csgb2312 csiso58gb231280 chinese x-gbk cp936 ms936 windows-936 936 ' +
    'euc-cn euccn x-euc-cn cn-gb gb2312-80 iso-ir-58 x-mac-chinesesimp gb-18030',
  hz: 'hz-gb-2312 hz-gb2312',
  shift_jis:
    'shift-jis sjis s-jis x-sjis ms_kanji csshiftjis cp932 ms932 windows-31j windows-932 cswindows31j 932 x-mac-japanese',
  'euc-jp': 'eucjp x-euc x-euc-jp cseucpkdfmtjapanese cp51932 ujis',
  'iso-2022-jp':
    'csiso2022jp iso2022jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 iso-2022-jp-ms cp50220 cp50221 cp50222 jis',
  'euc-kr':
    'euckr ks_c_5601-1987 ks_c_5601 ksc5601 ks_c_5601-1989 csksc56011987 korean cp949 ms949 windows-949 x-windows-949 uhc 949 ksc_5601 x-mac-korean',
  'iso-2022-kr': 'csiso2022kr iso2022kr',
  'utf-7': 'utf7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 csunicode11utf7 x-utf-7 cp65000',
  'utf-16le': 'unicode ucs-2 utf16 utf-16 utf16le ucs-2le',
  'utf-16be': 'utf16be ucs-2be unicodefffe',
  'windows-1252': 'iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 cp1252 ansi x-ansi 1252 iso8859_1 cp819',
}))
  for (const name of [charset, ...names.split(' ')]) NAMES[name] = charset

const UNSAID = new Set(
  'us-ascii ascii ansi_x3.4-1968 iso646-us 7bit 8bit unknown-8bit x-unknown unknown default none binary x-user-defined utf'.split(
    ' ',
  ),
)

/** The charset that a label stands for; null when it says nothing that helps. */
export function charsetOf(label: string | null | undefined): string | null {
  const name = (label ?? '')
    .toLowerCase()
    .replace(/["'\s]/g, '')
    .slice(0, 40)
  if (!name || UNSAID.has(name)) return null
  const known = NAMES[name]
  if (known) return known
  return iconv.encodingExists(name) ? name : null
}

const BY_DECODER = new Set(['utf-8', 'gb18030', 'shift_jis', 'euc-jp', 'utf-16le', 'utf-16be'])

/** Bytes in a charset that `charsetOf` gave. What cannot be read becomes U+FFFD; nothing is thrown. */
export function decodeAs(bytes: Uint8Array, charset: string): string {
  if (BY_DECODER.has(charset)) return new TextDecoder(charset).decode(bytes)
  if (charset === 'iso-2022-jp') return decodeAs(fromJis(bytes), 'euc-jp')
  if (charset === 'iso-2022-kr') return decodeAs(fromShifted(bytes), 'euc-kr')
  if (charset === 'hz') return decodeAs(fromHz(bytes), 'gb18030')
  const name = charset === 'big5' ? 'big5hkscs' : charset === 'euc-kr' ? 'cp949' : charset
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return iconv.decode(buffer, name)
}

const ESC = 0x1b
const NEWLINE = 0x0a

/** ISO-2022-JP and its many dialects as EUC-JP. A line's end ends whatever shift was forgotten to be ended. */
function fromJis(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length * 2)
  let length = 0
  let set: 'ascii' | 'kanji' | 'kana' | 'more' = 'ascii'
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === ESC) {
      const a = bytes[i + 1]
      const b = bytes[i + 2]
      if (a === 0x24 && (b === 0x40 || b === 0x42)) [set, i] = ['kanji', i + 2]
      else if (a === 0x24 && b === 0x28) [set, i] = [bytes[i + 3] === 0x44 ? 'more' : 'kanji', i + 3]
      else if (a === 0x28) [set, i] = [b === 0x49 ? 'kana' : 'ascii', i + 2]
      else if (a === 0x26) i += 2
      continue
    }
    if (byte === NEWLINE) set = 'ascii'
    if (set === 'ascii' || byte < 0x21 || byte > 0x7e) out[length++] = byte
    else if (set === 'kana') [out[length], out[length + 1], length] = [0x8e, byte | 0x80, length + 2]
    else {
      const second = bytes[i + 1]
      if (second === undefined || second < 0x21 || second > 0x7e) continue
      if (set === 'more') out[length++] = 0x8f
      out[length++] = byte | 0x80
      out[length++] = second | 0x80
      i++
    }
  }
  return out.subarray(0, length)
}

/** ISO-2022-KR as EUC-KR: SO and SI shift, and the announcement is no text. */
function fromShifted(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  let shifted = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === ESC) i += 3
    else if (byte === 0x0e) shifted = true
    else if (byte === 0x0f || byte === NEWLINE) {
      shifted = false
      if (byte === NEWLINE) out[length++] = byte
    } else out[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte
  }
  return out.subarray(0, length)
}

/** HZ as GB: `~{` and `~}` shift, `~~` is a tilde, a tilde at a line's end joins lines. */
function fromHz(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  let shifted = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    const next = bytes[i + 1]
    if (byte === 0x7e && (next === 0x7b || next === 0x7d)) [shifted, i] = [next === 0x7b, i + 1]
    else if (byte === 0x7e && !shifted && (next === 0x7e || next === NEWLINE)) {
      i++
      if (next === 0x7e) out[length++] = byte
    } else {
      if (byte === NEWLINE) shifted = false
      out[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte
    }
  }
  return out.subarray(0, length)
}
