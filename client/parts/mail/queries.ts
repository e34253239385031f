import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { MailContent, ReceivedMail } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

export type MailId = ReceivedMail['id']
export type MailFilter = { outcome?: ReceivedMail['outcome'] & string; mailboxId?: number }

/** Everything that was received: lists under `list`, one mail under its id. */
export const RECEIVED = ['received-mails']
/** The books by hour, and how much waits for a decision. */
export const BOOKS = ['mail-books']

export const receivedListQuery = ({ outcome, mailboxId }: MailFilter) =>
  infiniteQueryOptions({
    queryKey: [...RECEIVED, 'list', outcome ?? null, mailboxId ?? null],
    queryFn: ({ pageParam }) =>
      api('GET /received-mails', {
        query: {
          ...(outcome && { outcome }),
          ...(mailboxId !== undefined && { mailboxId }),
          ...(pageParam && { after: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const receivedMailQuery = (mailId: MailId) =>
  queryOptions({
    queryKey: [...RECEIVED, mailId],
    queryFn: () => api('GET /received-mails/:mailId', { params: { mailId } }),
  })

/** The words of a mail never change, but whether its attachments may be given out does. */
export const contentQuery = (mailId: MailId) =>
  queryOptions({
    queryKey: [...RECEIVED, mailId, 'content'],
    queryFn: ({ signal }): Promise<MailContent> =>
      api('GET /received-mails/:mailId/content', { params: { mailId }, signal }),
    // A mail of many megabytes is not kept for long once nobody looks at it, nor asked for again on every hint.
    gcTime: 60_000,
    staleTime: 300_000,
  })

/** How many mails wait for a decision now. No hours are asked for, so it is told at once. */
export const waitingCountQuery = queryOptions({
  queryKey: [...BOOKS, 'now'],
  queryFn: () => {
    const now = new Date().toISOString() as never
    return api('GET /mail-books', { query: { from: now, to: now } })
  },
})

export const mailboxesQuery = queryOptions({
  queryKey: ['mailboxes'],
  queryFn: () => api('GET /mailboxes'),
})

/** Where the mail as it came is saved from. */
export const originalPath = (mailId: string) => `/api/received-mails/${mailId}/original`
