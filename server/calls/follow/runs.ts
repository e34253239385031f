import type { Envelope } from '../../../telephony-adapter/port.ts'

/**
 * Cuts a batch into runs that are written at once: in their order, and none with two events of one call, whose second
 * has to find what the first has changed. A call that begins and is ready in the same breath is one step: its case and
 * its agent come together.
 */
export function runsOf(batch: readonly Envelope[]): Envelope[][] {
  const runs: Envelope[][] = []
  let run: Envelope[] = []
  const last = new Map<string, Envelope['type']>()
  for (const event of batch) {
    const before = event.callRef === null ? undefined : last.get(event.callRef)
    if (before !== undefined && !(before === 'call.offered' && event.type === 'call.ready')) {
      runs.push(run)
      run = []
      last.clear()
    }
    run.push(event)
    if (event.callRef !== null) last.set(event.callRef, event.type)
  }
  return run.length > 0 ? [...runs, run] : runs
}
