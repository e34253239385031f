import { useQueryClient } from '@tanstack/react-query'
import { BOOKS, RECEIVED } from '../../parts/mail/queries.ts'
import { useHint } from '../../platform/live.ts'
import { useSoon } from '../../platform/use-soon.ts'

const SOON_MS = 300
const LATER_MS = 2_500

/**
 * Keeps lists, counts and the mail that is open as they are. What changes how much waits is asked for at once, the
 * many mails that became cases by themselves only now and then.
 */
export function useMailHints() {
  const queries = useQueryClient()
  const refresh = useRefreshMails()
  const ask = useSoon(() => {
    refresh()
    void queries.invalidateQueries({ queryKey: BOOKS })
  })
  useHint('received-mail.decided', ({ outcome }) =>
    ask(outcome === 'quarantined' || outcome === 'refused' ? SOON_MS : LATER_MS),
  )
}

/** Asks again for what was received: all but the words of mails, which never change. */
export function useRefreshMails() {
  const queries = useQueryClient()
  return () =>
    void queries.invalidateQueries({
      queryKey: RECEIVED,
      predicate: ({ queryKey }) => queryKey[2] !== 'content' && queryKey[2] !== 'pictures',
    })
}
