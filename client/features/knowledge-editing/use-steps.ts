import { useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { api, Problem } from '../../platform/api.ts'
import { formatDate, startOfDay } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import { type AtWork, type Fault, faultsOfGaps } from './content.ts'
import { useTakeIn } from './use-editing-hints.ts'

/** The steps of the version at work, as the server allows them; `missing` is what keeps it from being submitted. */
export function useSteps({ number }: EditedEntry, { id, version, effectiveFrom }: AtWork) {
  const { t, language } = useT('entries')
  const takeIn = useTakeIn()
  const params = { versionId: id }
  const told = (words: (entry: EditedEntry) => string) => (entry: EditedEntry) => {
    takeIn(entry)
    return words(entry)
  }
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const submit = useCommand(
    () =>
      api('POST /knowledge-versions/:versionId/submission', { params, body: { version } }).catch((error) => {
        setMissing(error instanceof Problem ? faultsOfGaps((error.detail['gaps'] as string[]) ?? []) : [])
        throw error
      }),
    told(() => t('entry.submitted', { number })),
  )
  const takeBack = useCommand(
    () => api('DELETE /knowledge-versions/:versionId/submission', { params, query: { version } }),
    told(() => t('entry.takenBack', { number })),
  )
  const discard = useCommand(
    () => api('POST /knowledge-versions/:versionId/discard', { params, body: { version } }),
    told((entry) =>
      t('entry.discarded', { number, n: entry.versions.find((one) => one.id === id)?.n ?? '' }),
    ),
  )
  const approve = useCommand(
    (note: string) =>
      api('POST /knowledge-versions/:versionId/review', {
        params,
        body: { version, decision: 'approve', note },
      }),
    told((entry) =>
      entry.atWork && effectiveFrom
        ? t('review.approvedOn', { number, day: formatDate(startOfDay(effectiveFrom), language) })
        : t('review.approved', { number }),
    ),
  )
  const giveBack = useCommand(
    (note: string) =>
      api('POST /knowledge-versions/:versionId/review', {
        params,
        body: { version, decision: 'return', note },
      }),
    told(() => t('review.returned', { number })),
  )
  return { submit, missing, takeBack, discard, approve, giveBack }
}
