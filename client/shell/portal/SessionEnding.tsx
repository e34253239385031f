import { useEffect, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { Banner } from '../../ui/Banner.tsx'

const WARN_BEFORE_MS = 5 * 60_000

/** Says in time that the session is about to end. Signing in again is the way to extend it; drafts stay. */
export function SessionEnding() {
  const { t } = useT('portal')
  const href = useHref()
  const { session, url, now } = usePortal()
  const [soon, setSoon] = useState(false)
  const expiresAt = session?.expiresAt
  useEffect(() => {
    if (!expiresAt) return
    // By the server's clock at rendering: the reader's may be wrong.
    const left = Date.parse(expiresAt) - Date.parse(now)
    const timer = setTimeout(() => setSoon(true), Math.max(0, left - WARN_BEFORE_MS))
    return () => clearTimeout(timer)
  }, [expiresAt, now])
  if (!soon) return null
  return (
    <Banner
      tone="warning"
      action={
        <a href={`${href('/login')}?next=${encodeURIComponent(href(url))}`}>{t('chrome.signInAgain')}</a>
      }
    >
      {t('chrome.sessionEnding')}
    </Banner>
  )
}
