import { useEffect } from 'react'
import { useT } from './i18n.ts'

/** Names the screen in the browser's tab: `115-000731 考績清冊匯出｜客服桌面`, with unread things counted first. */
export function useTitle(screen: string, unread = 0) {
  const { t } = useT('desk')
  useEffect(() => {
    const count = unread > 0 ? `(${unread}) ` : ''
    document.title = `${count}${t('common:titleOf', { page: screen, service: t('title') })}`
  }, [screen, unread, t])
}
