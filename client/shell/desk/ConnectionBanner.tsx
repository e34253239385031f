import { useEffect, useRef } from 'react'
import { useT } from '../../platform/i18n.ts'
import { inLanguage } from '../../platform/language.ts'
import { useLive } from '../../platform/live.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Link } from '../../ui/Link.tsx'
import { useAnnounce } from '../../ui/LiveRegions.tsx'

/** Says when the screen may be stale, when it is fresh again, and when only signing in helps. */
export function ConnectionBanner() {
  const { t, language } = useT()
  const live = useLive()
  const announce = useAnnounce()
  const wasAway = useRef(false)
  const state = live?.state
  useEffect(() => {
    if (state === 'online' && wasAway.current) announce(t('connection.back'))
    wasAway.current = state === 'reconnecting'
  }, [state, announce, t])
  if (state === 'reconnecting') return <Banner tone="offline">{t('connection.reconnecting')}</Banner>
  if (state !== 'ended') return null
  const next = encodeURIComponent(location.pathname + location.search)
  return (
    <Banner
      tone="danger"
      action={
        <Link button="primary" size="small" href={`${inLanguage(language, '/login')}?next=${next}`}>
          {t('connection.signIn')}
        </Link>
      }
    >
      {t('connection.ended')}
    </Banner>
  )
}
