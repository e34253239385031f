import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { asSent } from '../../../parts/search/slice.ts'
import { useSuggestions } from '../../../parts/search/use-suggestions.ts'
import { numberIn } from '../../../platform/case-number.ts'
import { useT } from '../../../platform/i18n.ts'
import { useComposition } from '../../../platform/ime.ts'
import { isMac, keysInWords, useShortcut, useShortcutBook } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { Palette } from '../../../ui/Palette.tsx'
import { VIEWS } from '../queue/views.ts'
import { type Command, commandsOf, findCommands } from './find-commands.ts'
import './CommandPalette.css'

const OPEN = 'Mod+KeyK'
const FIRST_ROC_YEAR = 1911
/** As many as fit without scrolling: whoever does not see it types on. */
const MOST = 12

/** Finds Q&A, opens a case by its number, or does anything that the screen can do; teaches the keys by showing them. */
export function CommandPalette() {
  const { t } = useT('desk')
  const mac = isMac()
  const book = useShortcutBook()
  const navigate = useNavigate()
  const [commands, setCommands] = useState<readonly Command[]>()
  const [text, setText] = useState('')
  const { suggested, typed } = useSuggestions()
  const composition = useComposition((settled) => write(settled, false))
  const write = (written: string, isComposing = composition.isOpen()) => {
    setText(written)
    typed(written, isComposing)
  }
  const open = () => {
    write('', false)
    setCommands([
      ...commandsOf(book?.all() ?? [], (keys) => keysInWords(keys, mac)).filter(({ id }) => id !== OPEN),
      ...VIEWS.map((view) => ({
        id: `view:${view}`,
        label: t('palette.view', { view: t(`queue.view.${view}`) }),
        run: () => void navigate({ to: '/desk/q/$view/{-$number}', params: { view }, search: {} }),
      })),
    ])
  }
  const number = numberIn(text, new Date().getFullYear() - FIRST_ROC_YEAR)
  const goTo: Command[] = number
    ? [
        {
          id: `case:${number}`,
          label: t('palette.goTo', { number }),
          run: () =>
            void navigate({ to: '/desk/q/$view/{-$number}', params: { view: 'all', number }, search: {} }),
        },
      ]
    : []
  const sought = asSent(text)
  const search: Command[] = sought
    ? [
        {
          id: 'search',
          label: t('search:desk.all', { text: sought }),
          run: () => void navigate({ to: '/desk/search', search: { text: sought } }),
        },
      ]
    : []
  const titles: Command[] = (suggested?.found ?? []).map(({ key, number, title }) => ({
    id: `found:${key}`,
    label: number ? t('search:desk.answer', { number, title }) : title,
    run: () => void navigate({ to: '/desk/search', search: { text: title, open: key } }),
  }))
  const actions = [...goTo, ...findCommands(commands ?? [], text)]
  const found = [...actions.slice(0, MOST - search.length - titles.length), ...search, ...titles]
  useShortcut({ keys: OPEN, label: t('palette.title'), run: open })
  useShortcut({
    keys: 'Slash',
    label: t('search:desk.open'),
    run: () => void navigate({ to: '/desk/search', search: {} }),
  })
  return (
    <>
      <Button className="palette-open" icon={<Search aria-hidden />} onPress={open}>
        <span className="palette-hint">{t('palette.open')}</span>
        <Kbd>{keysInWords(OPEN, mac)}</Kbd>
      </Button>
      <Palette
        isOpen={commands !== undefined}
        onClose={() => setCommands(undefined)}
        label={t('palette.title')}
        hint={t('palette.hint')}
        empty={t('palette.none')}
        text={text}
        onText={(written) => write(written)}
        composition={composition.handlers}
        items={found.map(({ id, label, keys }) => ({ id, label, ...(keys && { keys }) }))}
        onChoose={(id) => {
          const command = found.find((one) => one.id === id)
          setCommands(undefined)
          // After the focus has come back, so that a dialog opened by the command keeps it.
          if (command) setTimeout(command.run, 0)
        }}
      />
    </>
  )
}
