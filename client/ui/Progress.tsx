import { useEffect, useRef } from 'react'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { useAnnounce } from './LiveRegions.tsx'
import './Progress.css'

const SPEAK_EVERY_MS = 10_000

/** How far a long work is. The words ("已處理 3,200 / 20,000") are shown and, at most every 10 s, announced. */
export function Progress({
  label,
  value,
  max = 100,
  words,
  isQuiet = false,
}: {
  label: string
  /** Left out while it cannot be told how far. */
  value?: number
  max?: number
  words?: string
  /** For figures that are no work, such as a share: nothing is announced. */
  isQuiet?: boolean
}) {
  const announce = useAnnounce()
  const spoken = useRef(0)
  useEffect(() => {
    if (isQuiet || !words || Date.now() - spoken.current < SPEAK_EVERY_MS) return
    spoken.current = Date.now()
    announce(`${label} ${words}`)
  }, [announce, isQuiet, label, words])
  return (
    <ProgressBar
      className="ui-progress"
      aria-label={label}
      maxValue={max}
      isIndeterminate={value === undefined}
      {...(value !== undefined && { value })}
      {...(words && { valueLabel: words })}
    >
      {({ percentage }) => (
        <>
          {words && (
            <span className="ui-progress-words" aria-hidden>
              <span>{label}</span>
              <span>{words}</span>
            </span>
          )}
          <svg className="ui-progress-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="4" className="ui-progress-ground" />
            <rect width={percentage ?? 30} height="4" className="ui-progress-done" />
          </svg>
        </>
      )}
    </ProgressBar>
  )
}
