import { useMutation } from '@tanstack/react-query'
import { problemSentence, useT } from '../platform/i18n.ts'
import { useToast } from './Toasts.tsx'

/**
 * Something the server is told to do. What was done is told by a toast; why it was not stands in
 * `problem`, beside what was pressed, until it is tried again.
 *
 * @param onDone is told the reply and gives the sentence of the toast
 */
export function useCommand<Reply, Input = void>(
  command: (input: Input) => Promise<Reply>,
  onDone: (reply: Reply, input: Input) => string,
) {
  const { t } = useT()
  const toast = useToast()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: command,
    onSuccess: (reply, input) => toast({ text: onDone(reply, input), tone: 'success' }),
  })
  return { run: mutate, isPending, problem: error ? problemSentence(t, error) : undefined, reset }
}
