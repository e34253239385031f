import { useNow } from '../../ui/Elapsed.tsx'

/** `83.0 %`, or the word for no data: nothing divided by nothing is never a hundred per cent. */
export const shareIn = (share: number | null, noData: string) =>
  share === null ? noData : `${(share * 100).toFixed(1)}%`

/** `1:05`, `1:02:03`: minutes and seconds as on a telephone. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

export const lengthIn = (ms: number | null, noData: string) => (ms === null ? noData : clockOf(ms))

/** How long it lasts already, counted each second; it stands still with the figures around it. */
export function Counting({ since, stopsAt }: { since: string; stopsAt?: string | undefined }) {
  const now = useNow(1000)
  const until = stopsAt ? Date.parse(stopsAt) : now
  return (
    <time dateTime={since} className="call-clock">
      {clockOf(until - Date.parse(since))}
    </time>
  )
}
