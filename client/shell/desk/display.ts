import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { inLanguage } from '../../platform/language.ts'
import { type Preferences, preferenceAttributes, preferencesFrom } from '../../platform/preferences.ts'

const YEAR_SECONDS = 31_536_000

/** Theme and text size as they are now, and how to change them at once; kept in the portal's cookies. */
export function useDisplay() {
  const { language } = useT()
  const [now, setNow] = useState<Preferences>(() => {
    const { theme, textSize } = document.documentElement.dataset
    return preferencesFrom({ theme, textSize })
  })
  return {
    ...now,
    choose(change: Record<string, string>) {
      const next = preferencesFrom({ ...now, ...change })
      const html = document.documentElement
      for (const name of ['data-theme', 'data-text-size']) html.removeAttribute(name)
      for (const [name, value] of Object.entries(preferenceAttributes(next))) html.setAttribute(name, value)
      for (const [name, value] of Object.entries(change)) {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
        document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
      }
      setNow(next)
    },
    /** Ends the session and goes to the portal; also when the server cannot be reached any more. */
    signOut() {
      void api('DELETE /session')
        .catch(() => undefined)
        .then(() => location.assign(inLanguage(language, '/')))
    },
  }
}
