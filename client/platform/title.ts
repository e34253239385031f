import { useEffect, useId } from 'react'
import { useT } from './i18n.ts'

const BADGE = /^\(\d+\) /

/** A window's title with the number of things that ring, as browsers show it on a tab: `(3) 案件…`. */
export const withBadge = (title: string, count: number) =>
  count > 0 ? `(${count}) ${title.replace(BADGE, '')}` : title.replace(BADGE, '')

/** Names the screen in the browser's tab: `115-000731 考績清冊匯出｜客服桌面`. */
export function useTitle(screen: string) {
  const { t } = useT('desk')
  useEffect(() => {
    document.title = t('common:titleOf', { page: screen, service: t('title') })
  }, [screen, t])
}

/**
 * Keeps a number before the title, whichever screen names the window meanwhile. Several things may ring at once: each
 * leaves its own count with the title, and their sum is shown.
 */
export function useTitleBadge(count: number) {
  const key = `rings${useId().replace(/\W/g, '')}`
  useEffect(() => {
    const element = document.querySelector('title')
    if (!element) return
    element.dataset[key] = String(count)
    const show = () => {
      const all = Object.values(element.dataset).reduce((sum, one) => sum + Number(one), 0)
      const wanted = withBadge(document.title, all)
      if (document.title !== wanted) document.title = wanted
    }
    show()
    const observer = new MutationObserver(show)
    observer.observe(element, { attributes: true, childList: true, characterData: true, subtree: true })
    return () => {
      observer.disconnect()
      delete element.dataset[key]
    }
  }, [key, count])
}
