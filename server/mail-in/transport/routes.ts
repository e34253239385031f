import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { mailboxesApi } from './api.ts'
import { readBooks } from './books.ts'
import { addMailbox, changeMailbox } from './change-mailbox.ts'
import { checkMailbox } from './check-mailbox.ts'
import { listMailboxes } from './mailboxes.ts'

/** Our mailboxes, and the books of what came to them. */
export const mailboxRoutes = (deps: Pick<Deps, 'db' | 'secrets' | 'now'>) =>
  routes(mailboxesApi, {
    'GET /mailboxes': () => listMailboxes(deps.db),
    'POST /mailboxes': ({ actor, from, body }) => addMailbox(deps, { actor, address: from.address }, body),
    'PUT /mailboxes/:mailboxId': ({ actor, from, params, body }) =>
      changeMailbox(deps, { actor, address: from.address }, params.mailboxId, body),
    'POST /mailboxes/:mailboxId/check': ({ params }) => checkMailbox(deps, params.mailboxId),
    'GET /mail-books': ({ query }) => readBooks(deps, query),
  })
