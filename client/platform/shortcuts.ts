import { createContext, useContext, useEffect, useEffectEvent } from 'react'
import { isImeKey } from './ime.ts'

/**
 * A key or combination, by the place of the key on the keyboard (`event.code`), since with a Chinese layout
 * `event.key` may be a bopomofo symbol: `Alt+KeyK`, `Mod+Enter` (Ctrl, or ⌘ on a Mac), `KeyJ`, `F1`.
 */
export type Keys = string

export type Shortcut = {
  /** Null for an action without keys of its own: found by name only. */
  keys: Keys | null
  /** What it does, for the sheet that lists them all. */
  label: string
  run: () => void
  /** Also while a dialog is open or while typing in it (Mod+Enter in a form). */
  inDialog?: boolean
  /** Before others with the same keys, whichever came last: a call that rings or is on cannot wait. */
  isUrgent?: boolean
}

/** Keys alone can be switched off by the reader (WCAG 2.1.4); combinations always work. */
export const isSingle = (keys: Keys) => !/^(Mod|Alt)\+/.test(keys) && !/^F\d+$/.test(keys)

const SINGLE_OFF = 'onewindow.single-keys-off'
export const singleKeysOff = () => localStorage.getItem(SINGLE_OFF) === 'yes'
export const switchSingleKeys = (on: boolean) =>
  on ? localStorage.removeItem(SINGLE_OFF) : localStorage.setItem(SINGLE_OFF, 'yes')

/** Whether an event presses these keys, with exactly these modifiers. */
export function presses(event: KeyboardEvent, keys: Keys): boolean {
  const parts = keys.split('+')
  const code = parts.pop()
  const wants = (modifier: string) => parts.includes(modifier)
  return (
    event.code === code &&
    event.altKey === wants('Alt') &&
    event.shiftKey === wants('Shift') &&
    (event.ctrlKey || event.metaKey) === wants('Mod')
  )
}

/** Keys as printed on the reader's keyboard: `Alt K`, on a Mac `⌥ K`. */
export function keysInWords(keys: Keys, mac: boolean): string {
  const names: Record<string, string> = mac
    ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
    : { Mod: 'Ctrl', Alt: 'Alt', Shift: 'Shift' }
  const plain: Record<string, string> = {
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Slash: '/',
    Semicolon: ';',
    Escape: 'Esc',
  }
  return keys
    .split('+')
    .map((part) => names[part] ?? plain[part] ?? part.replace(/^(?:Key|Digit)/, ''))
    .join(' ')
}

export const isMac = () => /mac|iphone|ipad/i.test(navigator.platform)

/** The shortcuts that work now, newest screen last. */
export type ShortcutBook = { add: (shortcut: { current: Shortcut }) => () => void; all: () => Shortcut[] }

export function createShortcutBook(): ShortcutBook {
  const known = new Set<{ current: Shortcut }>()
  return {
    add(shortcut) {
      known.add(shortcut)
      return () => void known.delete(shortcut)
    },
    all: () => [...known].map(({ current }) => current),
  }
}

export const ShortcutContext = createContext<ShortcutBook | undefined>(undefined)

/** Makes a shortcut work while the component is shown, and lists it in the sheet. */
export function useShortcut({ keys, label, run, inDialog = false, isUrgent = false }: Shortcut) {
  const book = useContext(ShortcutContext)
  const act = useEffectEvent(run)
  useEffect(
    () => book?.add({ current: { keys, label, inDialog, isUrgent, run: () => act() } }),
    [book, keys, label, inDialog, isUrgent],
  )
}

/** Every shortcut that works now, for the sheet. */
export const useShortcutBook = () => useContext(ShortcutContext)

/** Listens for the whole page. Keys of an input method, and keys somebody else has taken, are left alone. */
export function useShortcutKeys(book: ShortcutBook) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isImeKey(event)) return
      const pressed = book.all().filter((one) => one.keys && presses(event, one.keys) && mayRun(event, one))
      const shortcut = pressed.findLast(({ isUrgent }) => isUrgent) ?? pressed.at(-1)
      if (!shortcut) return
      event.preventDefault()
      shortcut.run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [book])
}

function mayRun(event: KeyboardEvent, { keys, inDialog }: Shortcut) {
  if (!inDialog && document.querySelector('[role="dialog"], [role="alertdialog"]')) return false
  if (!keys || !isSingle(keys)) return true
  if (singleKeysOff()) return false
  const target = event.target instanceof HTMLElement ? event.target : null
  return !target?.closest(
    'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="combobox"]',
  )
}
