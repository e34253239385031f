/** First bytes (one character each) of what runs: Windows, Linux, macOS, Java, shortcuts, WebAssembly, Android. */
export const EXECUTABLE_MAGIC: readonly string[] = [
  'MZ',
  'ZM',
  '\x7FELF',
  'L\0\0\0\x01\x14\x02\0',
  '\0asm',
  'dex\n',
  '!<arch>\n',
  '\xCA\xFE\xBA\xBE',
  '\xBE\xBA\xFE\xCA',
  '\xFE\xED\xFA\xCE',
  '\xFE\xED\xFA\xCF',
  '\xCE\xFA\xED\xFE',
  '\xCF\xFA\xED\xFE',
]

/** First bytes of what packs files in a way that is not unpacked here, TNEF (`winmail.dat`) included. */
export const UNINSPECTABLE_MAGIC: readonly string[] = [
  '7z\xBC\xAF\x27\x1C',
  'Rar!\x1A\x07',
  'RE\x7E\x5E',
  'BZh',
  '\xFD7zXZ\0',
  '\x28\xB5\x2F\xFD',
  'LZIP',
  '\x04\x22\x4D\x18',
  'MSCF',
  'ISc(',
  '\x1F\x9D',
  '\x1F\xA0',
  '\x60\xEA',
  '\xED\xAB\xEE\xDB',
  'xar!',
  '\x78\x9F\x3E\x22',
]
