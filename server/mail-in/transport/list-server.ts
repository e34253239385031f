import type { Deps } from '../../platform/deps.ts'
import { type Fetched, openImap, passwordOf } from './imap-connection.ts'

const UIDS_AT_ONCE = 2000
/** A search by date knows no hours and no time zones: it begins a day earlier. */
const DAY_MS = 24 * 3_600_000

/**
 * Which mails a mailbox's server has, of those that it received since then by its own clock.
 * @throws Error of which `faultOf` says what it means
 */
export async function listServer({ secrets }: Pick<Deps, 'secrets'>, mailbox: Fetched, since: Date) {
  const client = await openImap(mailbox.imap, passwordOf(secrets, mailbox), new AbortController().signal)
  try {
    const { uidValidity } = client.mailbox as { uidValidity: bigint }
    const found = await client.search({ since: new Date(since.getTime() - DAY_MS) }, { uid: true })
    if (!found) throw new Error('the connection gave no answer to a search')
    const mails: { uid: number; at: Date }[] = []
    for (let from = 0; from < found.length; from += UIDS_AT_ONCE) {
      const uids = found.slice(from, from + UIDS_AT_ONCE).join(',')
      for (const { uid, internalDate } of await client.fetchAll(
        uids,
        { uid: true, internalDate: true },
        { uid: true },
      ))
        mails.push({ uid, at: new Date(internalDate ?? Number.NaN) })
    }
    return { uidValidity: Number(uidValidity), mails: mails.filter(({ at }) => at >= since) }
  } finally {
    client.close()
  }
}
