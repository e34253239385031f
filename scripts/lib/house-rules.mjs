import { linesOf, sourceFiles } from './source-files.mjs'

const LONGEST = 300
const LONG = 200

const BANNED = [
  {
    // Words of the mainland, with those that we use. See docs/glossary.md.
    words: { 快捷鍵: '快速鍵', 默認: '預設', 屏幕: '螢幕', 視頻: '影片', 鏈接: '連結', 賬號: '帳號' },
    folders: ['client', 'server', 'test', 'docs', 'README.md'],
    // Rules about these very words have to name them.
    except: /^server\/platform\/zh\/|^test\/unit\/zh\/|^docs\/glossary.md/,
  },
  {
    words: { 'vi.mock(': 'another adapter of the port', 'vi.doMock(': 'another adapter of the port' },
    folders: ['test'],
  },
]

/** Words that must not be written, each with its place. */
export function bannedWords() {
  return BANNED.flatMap(({ words, folders, except }) =>
    sourceFiles(folders, /\.(tsx?|mjs|css|html|md|json)$/)
      .filter((path) => !except?.test(path))
      .flatMap((path) =>
        linesOf(path).flatMap((line, i) =>
          Object.entries(words)
            .filter(([word]) => line.includes(word))
            .map(([word, better]) => `${path}:${i + 1}: ${word} → ${better}`),
        ),
      ),
  )
}

/** Files too long to be read in one go, and how many come near. Migrations are never split once merged. */
export function longFiles() {
  const folders = ['server', 'client', 'search', 'telephony-adapter', 'test', 'scripts']
  const counted = sourceFiles(folders, /\.(tsx?|mjs|css)$/)
    .filter((path) => !path.startsWith('server/migrations/') && !path.includes('.gen.'))
    .map((path) => ({ path, lines: linesOf(path).length - 1 }))
    .sort((a, b) => b.lines - a.lines)
  return {
    tooLong: counted
      .filter(({ lines }) => lines > LONGEST)
      .map(({ path, lines }) => `${path}: ${lines} lines, at most ${LONGEST}`),
    long: counted
      .filter(({ lines }) => lines > LONG && lines <= LONGEST)
      .map(({ path, lines }) => `${path}: ${lines} lines`),
    files: counted.length,
  }
}
