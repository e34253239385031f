import type { ExchangeEvent, MissedCall } from '../exchange.ts'
import type { CallRecord, CallRef } from '../port.ts'
import { type AmiAddress, AmiRefusal, type AskAmi, withAmi } from './ami-link.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** How long the exchange keeps its records of calls. */
const KEPT_DAYS = 30
/** And how far back those are looked for that are older. */
const SWEPT_DAYS = 7

/** What the exchange has written down in its own database (deploy/asterisk/extensions.conf says what and where). */
export function journal(address: AmiAddress) {
  const tree = async (ask: AskAmi, family: string, key?: string): Promise<[key: string, value: string][]> => {
    try {
      const rows = await ask('DBGetTree', { Family: family, ...(key !== undefined && { Key: key }) })
      return rows.map((row) => [(row['Key'] ?? '').split('/').at(-1) ?? '', row['Val'] ?? ''])
    } catch (error) {
      if (error instanceof AmiRefusal) return []
      throw error
    }
  }
  const forget = (family: string, keys: readonly string[]) =>
    withAmi(address, async (ask) => {
      for (const key of keys) await unlessRefused(ask('DBDel', { Family: family, Key: key }))
    })

  return {
    /** Calls that began in this time, whoever served them. Clears those that are older than a month. */
    records: (exchange: string, from: Date, to: Date): Promise<CallRecord[]> =>
      withAmi(address, async (ask) => {
        const found: CallRecord[] = []
        for (let at = from.getTime(); at < to.getTime() + DAY_MS; at += DAY_MS) {
          const day = dayOf(Math.min(at, to.getTime()))
          const rows = await tree(ask, 'ow-calls', day)
          found.push(...rows.map(([callRef, row]) => recordOf(callRef, exchange, row)))
          if (day === dayOf(to.getTime())) break
        }
        for (let days = KEPT_DAYS; days < KEPT_DAYS + SWEPT_DAYS; days++)
          await unlessRefused(
            ask('DBDelTree', { Family: 'ow-calls', Key: dayOf(Date.now() - days * DAY_MS) }),
          )
        return found.filter(({ startedAt }) => {
          const at = Date.parse(startedAt)
          return at >= from.getTime() && at < to.getTime()
        })
      }),
    missed: (): Promise<MissedCall[]> =>
      withAmi(address, async (ask) =>
        (await tree(ask, 'ow-missed'))
          .map(([callRef, row]) => missedOf(callRef, row))
          .filter((call) => call !== undefined),
      ),
    forgetMissed: (callRefs: readonly CallRef[]) => forget('ow-missed', callRefs),
    /** Faxes that were received and not forgotten. */
    faxes: () =>
      withAmi(address, async (ask) => (await tree(ask, 'ow-fax')).map(([name, row]) => faxOf(name, row))),
    forgetFax: (name: string) => forget('ow-fax', [name]),
  }
}

async function unlessRefused(asked: Promise<unknown>) {
  try {
    await asked
  } catch (error) {
    // There is nothing to delete.
    if (!(error instanceof AmiRefusal)) throw error
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
const timeOf = (text: string | undefined) => (text ? new Date(Number(text)).toISOString() : null)

function recordOf(callRef: CallRef, exchange: string, row: string): CallRecord {
  const [from, to = '', began = '0', answered, ended] = row.split('|')
  // When it was answered is in seconds with a fraction.
  const answeredAt = Number(answered) > 0 ? new Date(Number(answered) * 1000).toISOString() : null
  return {
    callRef,
    exchange,
    from: from || null,
    to,
    startedAt: timeOf(began)!,
    answeredAt,
    // An exchange that died in mid-call has not written down its end.
    endedAt: timeOf(ended) ?? timeOf(began)!,
  }
}

/** Undefined while the call still goes on. */
function missedOf(callRef: CallRef, row: string): MissedCall | undefined {
  const [from, to = '', arrived, answered, ended, extension, talked, consent, score, recording] =
    row.split('|')
  const arrivedAt = timeOf(arrived)
  const endedAt = timeOf(ended)
  if (!arrivedAt || !endedAt) return undefined
  return {
    callRef,
    from: from || null,
    to,
    arrivedAt,
    answeredAt: timeOf(answered),
    endedAt,
    extension: extension || null,
    outcome: talked === '1' ? 'answered' : 'abandoned',
    survey: consent ? { consent: consent === '1', score: score ? Number(score) : null } : null,
    recording: recording || null,
  }
}

type Faxed = Omit<Extract<ExchangeEvent, { type: 'faxed' }>, 'at'>

export function faxOf(name: string, row: string): Faxed {
  const [callRef = '', from, to = '', pages, status, station, error] = row.split('|')
  return {
    type: 'faxed',
    name,
    callRef,
    from: from || null,
    to,
    station: station?.trim() || null,
    pages: Number(pages) || 0,
    isComplete: status === 'SUCCESS',
    error: error?.trim() || (status === 'SUCCESS' ? null : 'nothing was received'),
  }
}
