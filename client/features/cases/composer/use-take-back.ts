import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PendingReply } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { useToast } from '../../../ui/Toasts.tsx'

/**
 * Takes a reply of one's own back. Its words are a draft again, which every page that shows the case notices by itself.
 *
 * @param before what has to be done first: what has been begun since is kept below it
 */
export function useTakeBack(onTaken: () => void, before?: () => Promise<unknown>) {
  const { t } = useT('cases')
  const toast = useToast()
  const queries = useQueryClient()
  const again = () => {
    for (const queryKey of [['case'], ['cases'], ['pending-replies']])
      void queries.invalidateQueries({ queryKey })
  }
  const taking = useMutation({
    mutationFn: async ({ caseId, id: replyId }: Pick<PendingReply, 'caseId' | 'id'>) => {
      await before?.().catch(() => undefined)
      return api('DELETE /cases/:caseId/pending-replies/:replyId', { params: { caseId, replyId } })
    },
    onSuccess: () => {
      again()
      onTaken()
    },
    onError: (error) => {
      again()
      toast({ text: problemSentence(t, error), tone: 'danger' })
    },
  })
  return { isPending: taking.isPending, take: taking.mutate }
}
