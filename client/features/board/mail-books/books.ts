import type { Api, Reply } from '../../../../server/api.ts'
import type { Translate } from '../../../platform/i18n.ts'

type Books = Reply<Api['GET /mail-books']>
export type Hour = Books['hours'][number]
type Counts = Pick<
  Hour,
  'stored' | 'cases' | 'followUps' | 'quarantined' | 'refused' | 'waiting' | 'onServer'
>

/** What narrows the books: a day, a mailbox, and whether only what does not balance is shown. */
export type BooksSearch = { day?: string; mailbox?: number; different?: true }

/** What an address of the page says; anything else is left out. */
export const booksSearchOf = ({ day, mailbox, different }: Record<string, unknown>): BooksSearch => ({
  ...(typeof day === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    !Number.isNaN(Date.parse(day)) && { day }),
  ...(Number.isInteger(Number(mailbox)) && Number(mailbox) > 0 && { mailbox: Number(mailbox) }),
  ...(different === true && { different }),
})

const DAY_MS = 86_400_000

/** The first and the last moment of a day in Taipei. */
export function boundsOf(day: string): { from: string; to: string } {
  const from = Date.parse(`${day}T00:00:00+08:00`)
  return { from: new Date(from).toISOString(), to: new Date(from + DAY_MS - 1).toISOString() }
}

/** The day of each mailbox, in the order in which they first appear. A mailbox is balanced when each of its hours is. */
export function byMailbox(hours: readonly Hour[]): (Counts & { mailboxId: number; balanced: boolean })[] {
  return [...Map.groupBy(hours, ({ mailboxId }) => mailboxId)].map(([mailboxId, own]) => {
    const sum = (of: (hour: Hour) => number) => own.reduce((total, hour) => total + of(hour), 0)
    return {
      mailboxId,
      // Where nobody counts in one hour, the day cannot be compared either.
      onServer: own.some(({ onServer }) => onServer === null) ? null : sum(({ onServer }) => onServer ?? 0),
      stored: sum(({ stored }) => stored),
      cases: sum(({ cases }) => cases),
      followUps: sum(({ followUps }) => followUps),
      quarantined: sum(({ quarantined }) => quarantined),
      refused: sum(({ refused }) => refused),
      waiting: sum(({ waiting }) => waiting),
      balanced: own.every(({ balanced }) => balanced),
    }
  })
}

/** In what a line of the books does not balance, in words; nothing when it does. */
export function differencesOf(t: Translate<'board'>, line: Counts & { balanced: boolean }): string[] {
  if (line.balanced) return []
  const { onServer, stored, cases, followUps, quarantined, refused, waiting } = line
  const said: string[] = []
  if (onServer !== null && onServer > stored)
    said.push(t('mailBooks.serverMore', { count: onServer - stored }))
  if (onServer !== null && onServer < stored)
    said.push(t('mailBooks.serverFewer', { count: stored - onServer }))
  const known = cases + followUps + quarantined + refused + waiting
  if (known < stored) said.push(t('mailBooks.unaccounted', { count: stored - known }))
  if (known > stored) said.push(t('mailBooks.overcounted', { count: known - stored }))
  // The figures agree, and yet it is an alarm: something has been waiting for too long.
  return said.length > 0 ? said : [t(waiting > 0 ? 'mailBooks.late' : 'mailBooks.unbalanced')]
}
