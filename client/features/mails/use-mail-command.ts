import { useQueryClient } from '@tanstack/react-query'
import type { ReceivedMail } from '../../../server/api.ts'
import { BOOKS, receivedMailQuery } from '../../parts/mail/queries.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useRefreshMails } from './use-mail-hints.ts'

/**
 * Something done with a received mail. The mail, the lists and the counts are shown as it left them.
 * @param onDone is told the mail and gives the sentence of the toast
 */
export function useMailCommand<Input = void>(
  command: (input: Input) => Promise<ReceivedMail>,
  onDone: (mail: ReceivedMail) => string,
) {
  const queries = useQueryClient()
  const refresh = useRefreshMails()
  return useCommand(command, (mail) => {
    queries.setQueryData(receivedMailQuery(mail.id).queryKey, (now) => now && { ...now, ...mail })
    refresh()
    for (const queryKey of [BOOKS, ['cases'], ['case']]) void queries.invalidateQueries({ queryKey })
    return onDone(mail)
  })
}
