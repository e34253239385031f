import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Case } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { newKey } from '../../../platform/new-key.ts'
import { useToast } from '../../../ui/Toasts.tsx'
import type { Message } from '../composer/use-message.ts'
import { insertWords } from './insert-words.ts'
import { usesQuery } from './queries.ts'

export type Way = 'text' | 'link'

const replyBox = () => document.querySelector<HTMLTextAreaElement>('#message-reply textarea')

/**
 * Puts an entry into the reply where the caret was, and has it counted: the server gives the words, or refuses what the
 * requester may not read. What was written meanwhile stays.
 */
export function useInsert(row: Case, reply: Message, onInserted: () => void) {
  const { t } = useT('cases')
  const toast = useToast()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ number, way }: { number: string; way: Way }) =>
      api('POST /cases/:caseId/knowledge-uses', {
        params: { caseId: row.id },
        body: { number, way },
        idempotencyKey: newKey(),
      }),
    onSuccess: ({ text: words }, { number, way }) => {
      const box = replyBox()
      // A caret at the very beginning is one that nobody has put there yet.
      const wasThere = box !== null && box.value === reply.text && box.selectionEnd > 0
      const { text, caret } = insertWords(
        reply.text,
        words,
        wasThere ? { start: box.selectionStart, end: box.selectionEnd } : undefined,
      )
      reply.writeText(text)
      void queries.invalidateQueries({ queryKey: usesQuery(row.number, row.id).queryKey })
      toast({ text: t(`knowledge.inserted.${way}`, { number }), tone: 'success' })
      onInserted()
      requestAnimationFrame(() => replyBox()?.setSelectionRange(caret, caret))
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
}
