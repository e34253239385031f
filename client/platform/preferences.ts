/** What a reader chose to see; kept in cookies, so that the server's first byte is already right. */
export type Preferences = { theme: Theme; textSize: TextSize }
type Theme = (typeof THEMES)[number]
type TextSize = (typeof TEXT_SIZES)[number]

export const THEMES = ['system', 'light', 'dark'] as const
export const TEXT_SIZES = ['s', 'm', 'l', 'xl'] as const

/** Reads choices from cookies or from a posted form. Anything else than a known choice means the usual one. */
export function preferencesFrom(chosen: Readonly<Record<string, unknown>>): Preferences {
  return {
    theme: THEMES.find((theme) => theme === chosen['theme']) ?? 'system',
    textSize: TEXT_SIZES.find((size) => size === chosen['textSize']) ?? 'm',
  }
}

/** Attributes of `<html>` that make the choices visible. */
export const preferenceAttributes = ({ theme, textSize }: Preferences) => ({
  ...(theme !== 'system' && { 'data-theme': theme }),
  ...(textSize !== 'm' && { 'data-text-size': textSize }),
})
