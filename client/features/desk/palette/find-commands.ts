import type { Shortcut } from '../../../platform/shortcuts.ts'

/** What the palette does: an action of the screen, or a place to go. */
export type Command = { id: string; label: string; keys?: string; run: () => void }

const asSought = (text: string) => text.normalize('NFKC').toLowerCase().trim()

/**
 * A case's number as people say it: `115-000731`, `115000731`, or only the digits after the year's dash.
 *
 * @param year the present 民國 year
 */
export function numberIn(typed: string, year: number): string | undefined {
  const text = asSought(typed).replace(/\s/g, '')
  const [, said, digits] = /^(?:(\d{2,3})-)?(\d{1,7})$/.exec(text) ?? []
  if (!digits) return undefined
  if (said) return `${said}-${digits.padStart(6, '0')}`
  if (digits.length <= 6) return `${year}-${digits.padStart(6, '0')}`
  return undefined
}

/** The commands whose words are all found; the order stays. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = asSought(typed).split(/\s+/).filter(Boolean)
  return commands.filter(({ label }) => words.every((word) => asSought(label).includes(word)))
}

/** What can be done on the screen now, once each, with the keys that do it. */
export const commandsOf = (shortcuts: readonly Shortcut[], inWords: (keys: string) => string): Command[] => [
  ...new Map(
    shortcuts.map(({ keys, label, run }) => [
      label,
      { id: keys ?? label, label, run, ...(keys && { keys: inWords(keys) }) },
    ]),
  ).values(),
]
