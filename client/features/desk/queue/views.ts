import type { Counters, View } from '../../../../server/api.ts'

/** The views of the list, in the order of its menu. */
export const VIEWS = [
  'mine',
  'handed-to-me',
  'waiting',
  'overdue',
  'attention',
  'live',
  'closed',
  'all',
] as const satisfies readonly View[]

export const isView = (text: string): text is View => (VIEWS as readonly string[]).includes(text)

const WAITS = ['received', 'escalated']
const ENDED = ['closed', 'withdrawn']

/** How many cases a view holds, of those views that are counted. */
export function countsOf({ queues, mine }: Counters): Partial<Record<View, number>> {
  const sum = (counted: (status: string) => boolean) =>
    queues.filter(({ status }) => counted(status)).reduce((total, { n }) => total + n, 0)
  return {
    mine: mine.live,
    'handed-to-me': mine.handedToMe,
    waiting: sum((status) => WAITS.includes(status)),
    live: sum((status) => !ENDED.includes(status)),
  }
}
