import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False on the server and until the page is awake, so that the first render equals the server's. */
export const useHydrated = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
