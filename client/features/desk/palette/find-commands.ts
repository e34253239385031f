import type { Shortcut } from '../../../platform/shortcuts.ts'

/** What the palette does: an action of the screen, or a place to go. */
export type Command = { id: string; label: string; keys?: string; run: () => void }

const asSought = (text: string) => text.normalize('NFKC').toLowerCase().trim()

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
