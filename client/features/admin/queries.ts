import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { OutgoingMail, Role } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

/** What narrows the list of accounts, and where its page begins. */
export type AccountFilter = { text?: string | undefined; role?: Role | undefined; after?: string | undefined }
export type MailFilter = { state?: OutgoingMail['state'] | undefined; after?: string | undefined }

export const ACCOUNTS = ['accounts']
export const MAILS = ['outgoing-mails']

/** Nothing tells an administrator that a waiting mail has left: asked again while one is on the page. */
const WAITING_MS = 5_000

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const given = <T extends object>(filter: T) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Given<T>

export const accountsQuery = ({ text, role, after }: AccountFilter) =>
  queryOptions({
    queryKey: [...ACCOUNTS, { text, role, after }],
    queryFn: ({ signal }) => api('GET /accounts', { query: given({ text, role, after }), signal }),
    placeholderData: keepPreviousData,
  })

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => api('GET /roles') })

export const mailsQuery = ({ state, after }: MailFilter) =>
  queryOptions({
    queryKey: [...MAILS, { state, after }],
    queryFn: ({ signal }) => api('GET /outgoing-mails', { query: given({ state, after }), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.mails.some((mail) => mail.state === 'queued') ? WAITING_MS : false,
  })

/** People of the directory whose name begins so. */
export const peopleQuery = (name: string) =>
  queryOptions({
    queryKey: ['people', name],
    queryFn: ({ signal }) => api('GET /people', { query: { name }, signal }),
    enabled: name !== '',
    placeholderData: keepPreviousData,
  })
