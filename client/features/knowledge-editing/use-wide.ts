import { useSyncExternalStore } from 'react'

/** Room for two columns beside the rail. */
const WIDE = '(width >= 72rem)'

export const useWide = () =>
  useSyncExternalStore(
    (told) => {
      const list = matchMedia(WIDE)
      list.addEventListener('change', told)
      return () => list.removeEventListener('change', told)
    },
    () => matchMedia(WIDE).matches,
  )
