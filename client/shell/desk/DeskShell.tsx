import { Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { LiveContext, openLive, useLiveConnection } from '../../platform/live.ts'
import { createShortcutBook, ShortcutContext, useShortcutKeys } from '../../platform/shortcuts.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { Rail } from './Rail.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { Strip } from './Strip.tsx'
import { ScreenLoading } from './states.tsx'
import './DeskShell.css'

/** The frame of the desk: rail of sections, strip across the top, and the screen. */
export function DeskShell() {
  const { t } = useT('desk')
  const [socket] = useState(openLive)
  const [book] = useState(createShortcutBook)
  const atDesk = useRouterState({ select: ({ location }) => location.pathname.startsWith('/desk') })
  const live = useLiveConnection(socket, atDesk)
  useShortcutKeys(book)
  return (
    <LiveContext value={live}>
      <ShortcutContext value={book}>
        <ShortcutSheet>
          <a className="skip-link" href="#screen">
            {t('common:skipToMain')}
          </a>
          <div className="desk">
            <Rail />
            <Strip />
            <main className="desk-screen" id="screen" tabIndex={-1}>
              <ConnectionBanner />
              <Suspense fallback={<ScreenLoading />}>
                <Outlet />
              </Suspense>
            </main>
          </div>
        </ShortcutSheet>
      </ShortcutContext>
    </LiveContext>
  )
}
