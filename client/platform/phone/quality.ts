import type { Quality } from './port.ts'

/** What was counted of the incoming voice up to a moment; jitter in seconds. */
export type Heard = { received: number; lost: number; jitter: number }

const FAIR_LOSS = 0.02
const POOR_LOSS = 0.06
const FAIR_JITTER_S = 0.03
const POOR_JITTER_S = 0.08

/** How the voice came between two moments. Nothing at all came: it cannot be understood. */
export function qualityOf(before: Heard, now: Heard): Quality {
  const received = now.received - before.received
  const lost = Math.max(0, now.lost - before.lost)
  const share = received + lost === 0 ? 1 : lost / (received + lost)
  if (share >= POOR_LOSS || now.jitter >= POOR_JITTER_S) return 'poor'
  return share >= FAIR_LOSS || now.jitter >= FAIR_JITTER_S ? 'fair' : 'good'
}

/** Counts of the incoming audio, from what the browser reports; undefined before any came. */
export function heardIn(report: Iterable<object>): Heard | undefined {
  for (const one of report) {
    const { type, kind, packetsReceived, packetsLost, jitter } = one as Record<string, unknown>
    if (type === 'inbound-rtp' && kind === 'audio')
      return {
        received: Number(packetsReceived ?? 0),
        lost: Number(packetsLost ?? 0),
        jitter: Number(jitter ?? 0),
      }
  }
  return undefined
}
