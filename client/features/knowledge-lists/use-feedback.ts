import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, Problem } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { ASKED, type FeedbackRow } from './queries.ts'

/** Answers what a reader said, sets it aside, or opens it again. What was typed stays when it is refused. */
export function useFeedbackCommands(row: FeedbackRow) {
  const { t } = useT('asked')
  const params = { feedbackId: row.id }
  const seen = { at: row.at, answeredAt: row.answeredAt }
  const answer = useTold(
    (body: { answer: string; letStand: string[] }) =>
      api('PUT /knowledge-feedback/:feedbackId/answer', { params, body: { ...seen, ...body } }),
    t('feedback.done.answered'),
  )
  const aside = useTold(
    () => api('POST /knowledge-feedback/:feedbackId/aside', { params, body: seen }),
    t('feedback.done.aside'),
  )
  const reopen = useTold(
    () => api('DELETE /knowledge-feedback/:feedbackId/answer', { params }),
    t('feedback.done.open'),
  )
  const error = answer.error ?? aside.error ?? reopen.error
  return {
    ...{ answer, aside, reopen },
    problem: error ? problemSentence(t, error) : undefined,
    /** Personal data that the server saw in the answer. */
    stillFound: foundIn(answer.error),
  }
}

export type FeedbackCommands = ReturnType<typeof useFeedbackCommands>

function useTold<Input = void>(command: (input: Input) => Promise<FeedbackRow>, done: string) {
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: [...ASKED, 'feedback'] })
  const { mutate, isPending, error } = useMutation({
    mutationFn: command,
    onSuccess: () => {
      toast({ text: done, tone: 'success' })
      return refresh()
    },
    onError: (failed) => {
      if (failed instanceof Problem && failed.code === 'knowledge-feedback-changed') void refresh()
    },
  })
  return { run: mutate, isPending, error }
}

function foundIn(error: unknown): string[] {
  if (!(error instanceof Problem) || error.code !== 'knowledge-feedback-personal-data') return []
  const found = error.detail['found'] as readonly { text: string }[] | undefined
  return [...new Set((found ?? []).map(({ text }) => text))]
}
