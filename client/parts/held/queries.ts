import { queryOptions } from '@tanstack/react-query'
import type { Case } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import type { Translate } from '../../platform/i18n.ts'

export const HELD = ['held-files']

/** Every attachment that is held back. */
export const heldFilesQuery = queryOptions({
  queryKey: [...HELD, 'all'],
  queryFn: () => api('GET /held-files'),
})

/** Those of one case: kept, but not given out. */
export const heldOfCaseQuery = (caseId: Case['id']) =>
  queryOptions({
    queryKey: ['case', caseId, 'held-files'],
    queryFn: () => api('GET /cases/:caseId/held-files', { params: { caseId } }),
  })

/** Why a file is held back; the code where there are no words for it. */
export function reasonIn(t: Translate<'papers'>, code: string): string {
  const say = t as unknown as (key: string, values: { defaultValue: string }) => string
  return say(`mails:reader.held.${code}`, { defaultValue: code })
}
