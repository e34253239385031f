import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * Keeps what somebody typed or chose before the page was awake: the control on the page holds it, while the state
 * behind it still has what the server rendered and would take it back with the next change.
 */
export function useTypedEarly(
  control: RefObject<{ value: string } | null>,
  value: string | undefined,
  onChange: ((value: string) => void) | undefined,
) {
  const adopt = useEffectEvent(() => {
    const typed = control.current?.value
    if (value !== undefined && typed && typed !== value) onChange?.(typed)
  })
  useEffect(() => adopt(), [])
}
