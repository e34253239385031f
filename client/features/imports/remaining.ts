/**
 * How long it may still take, from how fast it went since this page looks at it; else since it was started.
 * @returns whole seconds; undefined while nothing can be said
 */
export function secondsLeft(
  {
    began,
    phase,
    done,
    total,
    startedAt,
  }: {
    began: { at: number; done: number; phase: string | undefined }
    phase: string
    done: number
    total: number
    startedAt: string | null
  },
  now = Date.now(),
): number | undefined {
  const isSeen = began.phase === phase && done > began.done
  const [since, from] = isSeen ? [began.at, began.done] : [startedAt ? Date.parse(startedAt) : now, 0]
  const perRow = (now - since) / (done - from)
  if (!(done > from) || now <= since || done >= total) return undefined
  return Math.ceil(((total - done) * perRow) / 1000)
}
