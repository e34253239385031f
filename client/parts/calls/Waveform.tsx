import type { KeyboardEvent, PointerEvent } from 'react'
import { useT } from '../../platform/i18n.ts'
import { placeByKey } from './use-player.ts'
import { clockOf } from './words.ts'

const HEIGHT = 40
/** A flat line where the loudness is not known. */
const FLAT = Array.from({ length: 100 }, () => 4)

/** How loud a recording is over its time, and the place in it: a slider by keys and pointer. */
export function Waveform({
  peaks,
  at,
  total,
  onMove,
  onToggle,
}: {
  /** 0 to 100 each. */
  peaks: readonly number[] | null
  /** Seconds. */
  at: number
  total: number
  onMove: (seconds: number) => void
  onToggle: () => void
}) {
  const { t } = useT('phone')
  const bars = peaks && peaks.length > 0 ? peaks : FLAT
  const played = total > 0 ? at / total : 0
  const onKey = (event: KeyboardEvent) => {
    const place = placeByKey(event.key, at, total)
    if (place === undefined && event.code !== 'Space') return
    event.preventDefault()
    event.stopPropagation()
    if (place === undefined) onToggle()
    else onMove(place)
  }
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    if (event.type === 'pointermove' && event.buttons !== 1) return
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const { left, width } = event.currentTarget.getBoundingClientRect()
    onMove(((event.clientX - left) / width) * total)
  }
  return (
    <div
      className="recording-wave"
      role="slider"
      tabIndex={0}
      aria-label={t('recording.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(total)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={t('recording.positionOf', { at: clockOf(at * 1000), total: clockOf(total * 1000) })}
      onKeyDown={onKey}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
    >
      <svg viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map((loud, n) => {
          const height = Math.max(1, (loud / 100) * HEIGHT)
          return (
            <rect
              key={n}
              x={n + 0.15}
              y={(HEIGHT - height) / 2}
              width={0.7}
              height={height}
              data-played={n / bars.length < played || undefined}
            />
          )
        })}
      </svg>
      <span className="recording-place" style={{ insetInlineStart: `${played * 100}%` }} />
    </div>
  )
}
