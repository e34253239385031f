import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { api, Problem } from '../../../platform/api.ts'
import { newKey } from '../../../platform/new-key.ts'
import { runsOf, suspectsOf, textOf } from './draft-text.ts'
import { type OfferedDraft, offeredDraftQuery } from './queries.ts'

const NOTHING = { text: '', found: [] }

/** The draft as it would be kept with what was decided, and the making of it, which happens once however often it is asked. */
export function useDraftOfCase(
  row: Case,
  offered: OfferedDraft | undefined,
  decided: { letStand: ReadonlySet<string>; leftOut: readonly string[] },
) {
  const queries = useQueryClient()
  const [key] = useState(newKey)
  const [ownTitle, setTitle] = useState<string>()
  const titlePart = offered ? { text: offered.title, found: offered.titleFound } : NOTHING
  const bodyPart = offered ? { text: offered.body, found: offered.bodyFound } : NOTHING
  const body = runsOf(bodyPart, decided)
  const title = ownTitle ?? textOf(runsOf(titlePart, decided))
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () =>
      api('POST /cases/:caseId/knowledge-draft', {
        params: { caseId: row.id },
        body: { title, body: textOf(body), letStand: [...decided.letStand] },
        idempotencyKey: key,
      }),
    onSuccess: () =>
      queries.invalidateQueries({
        queryKey: offeredDraftQuery(row.number, row.id).queryKey,
        refetchType: 'none',
      }),
  })
  return {
    suspects: suspectsOf([titlePart, bodyPart]),
    title,
    setTitle,
    body,
    isPending,
    error,
    /** What the server still found: words of one's own, in a title that was written anew. */
    stillFound: stillFoundIn(error),
    made: data,
    make: () => mutate(),
  }
}

function stillFoundIn(error: unknown): string[] {
  if (!(error instanceof Problem) || error.code !== 'knowledge-personal-data') return []
  const found = error.detail['found'] as readonly { text: string }[] | undefined
  return [...new Set((found ?? []).map(({ text }) => text))]
}

export type DraftOfCase = ReturnType<typeof useDraftOfCase>
