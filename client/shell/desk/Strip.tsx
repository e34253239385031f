import { CircleUser, Keyboard, LogOut, Monitor, Moon, Sun, Type } from 'lucide-react'
import { Suspense } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useLive } from '../../platform/live.ts'
import { TEXT_SIZES, THEMES } from '../../platform/preferences.ts'
import { useSession } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useDisplay } from './display.ts'
import { useOpenShortcutSheet } from './ShortcutSheet.tsx'
import { stripTools } from './strip-tools.ts'

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon }

/** The strip across the top: what rings or waits at the start, one's own state and settings at the end. */
export function Strip() {
  const { t } = useT('desk')
  const live = useLive()
  const tools = (side: 'start' | 'end') =>
    stripTools.filter((one) => one.side === side).map(({ id, Tool }) => <Tool key={id} />)
  return (
    <header className="desk-strip">
      <Suspense>
        {tools('start')}
        <span className="desk-strip-gap" />
        {tools('end')}
      </Suspense>
      <span
        className="desk-connection"
        data-state={live?.state}
        title={t(`connection.${live?.state ?? 'connecting'}`)}
      >
        <span aria-hidden />
        <span className="sr-only">{t(`connection.${live?.state ?? 'connecting'}`)}</span>
      </span>
      <PersonMenu />
    </header>
  )
}

function PersonMenu() {
  const { t } = useT('desk')
  const { name } = useSession()
  const openSheet = useOpenShortcutSheet()
  const display = useDisplay()
  const act = (id: string) => {
    const [what, value = ''] = id.split(':')
    if (what === 'theme' || what === 'textSize') display.choose({ [what]: value })
    if (what === 'keys') openSheet()
    if (what === 'sign-out') display.signOut()
  }
  return (
    <Menu
      label={t('strip.person', { name })}
      placement="bottom end"
      onAction={act}
      trigger={
        <Button variant="quiet" icon={<CircleUser aria-hidden />} className="desk-person">
          <span className="desk-person-name">{name}</span>
        </Button>
      }
      items={[
        {
          id: 'theme',
          heading: t('common:theme.label'),
          items: THEMES.map((theme) => {
            const Icon = THEME_ICONS[theme]
            return {
              id: `theme:${theme}`,
              label: t(`common:theme.${theme}`),
              icon: <Icon aria-hidden />,
              isSelected: display.theme === theme,
            }
          }),
        },
        {
          id: 'textSize',
          heading: t('common:textSize.label'),
          items: TEXT_SIZES.map((size) => ({
            id: `textSize:${size}`,
            label: t(`common:textSize.${size}`),
            icon: <Type aria-hidden />,
            isSelected: display.textSize === size,
          })),
        },
        { id: 'line', separator: true },
        { id: 'keys', label: t('shortcuts.title'), icon: <Keyboard aria-hidden /> },
        { id: 'sign-out', label: t('strip.signOut'), icon: <LogOut aria-hidden /> },
      ]}
    />
  )
}
