import { createContext, type ReactNode, useContext, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import {
  isMac,
  isSingle,
  keysInWords,
  type Shortcut,
  singleKeysOff,
  switchSingleKeys,
  useShortcut,
  useShortcutBook,
} from '../../platform/shortcuts.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'

const OpenSheet = createContext<() => void>(() => undefined)

/** Opens the sheet of shortcuts, as from a menu. */
export const useOpenShortcutSheet = () => useContext(OpenSheet)

/** Every shortcut that works on the screen now (F1), and the switch for keys alone. */
export function ShortcutSheet({ children }: { children: ReactNode }) {
  const { t } = useT('desk')
  const book = useShortcutBook()
  const [listed, setListed] = useState<readonly Shortcut[]>()
  const [singles, setSingles] = useState(() => !singleKeysOff())
  const open = () => setListed(book?.all() ?? [])
  useShortcut({ keys: 'F1', label: t('shortcuts.title'), run: open })
  useShortcut({ keys: 'Shift+Slash', label: t('shortcuts.title'), run: open })
  return (
    <OpenSheet value={open}>
      {children}
      <Dialog isOpen={listed !== undefined} onClose={() => setListed(undefined)} title={t('shortcuts.title')}>
        <dl className="desk-keys">
          {listed?.map(
            ({ keys, label }) =>
              keys && (
                <div key={`${keys} ${label}`}>
                  <dt>
                    <Kbd>{keysInWords(keys, isMac())}</Kbd>
                  </dt>
                  <dd>
                    {label}
                    {isSingle(keys) && <span className="muted"> {t('shortcuts.single')}</span>}
                  </dd>
                </div>
              ),
          )}
        </dl>
        <Checkbox
          label={t('shortcuts.singleKeys')}
          description={t('shortcuts.singleKeysHelp')}
          isSelected={singles}
          onChange={(on) => {
            switchSingleKeys(on)
            setSingles(on)
          }}
        />
      </Dialog>
    </OpenSheet>
  )
}
