import { sql } from 'kysely'
import type { DeviceState, Envelope, ExchangeState } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emitAll } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { agentAvailable, boardChanged } from '../../routing/events.ts'
import { exchangeChanged } from '../events.ts'

/** Writes how phones are now; agents whose phone came or went are looked at again. One statement for many. */
export async function notePhones(trx: Trx, devices: readonly (DeviceState & { at: Date })[]): Promise<void> {
  if (devices.length === 0) return
  const latest = [...new Map(devices.map((one) => [`${one.extension} ${one.exchange}`, one])).values()]
  const rows = latest.map(({ extension, exchange, registered, inUse, at }) => ({
    extension: extension.slice(0, 60),
    exchange,
    registered,
    in_use: inUse,
    at,
  }))
  const { rows: agents } = await sql<{ personId: Id<'person'>; registered: boolean }>`
    with told as (select * from jsonb_populate_recordset(null::phones, ${JSON.stringify(rows)}::jsonb)),
    changed as (
      select t.* from told t left join phones p on p.extension = t.extension and p.exchange = t.exchange
      where p.extension is null or (p.registered, p.in_use) is distinct from (t.registered, t.in_use)),
    kept as (
      insert into phones (extension, exchange, registered, in_use, at)
      select extension, exchange, registered, in_use, at from changed order by extension, exchange
      on conflict (extension, exchange) do update set registered = excluded.registered, in_use = excluded.in_use,
        at = excluded.at where phones.at <= excluded.at
      returning extension, registered and not in_use as registered)
    select a.person_id, bool_or(kept.registered) as registered
    from kept join seats s on s.extension = kept.extension join agents a on a.seat_id = s.id
    group by a.person_id order by a.person_id`.execute(trx)
  await emitAll(
    trx,
    boardChanged,
    agents.map(({ personId }) => ({ agentId: personId })),
  )
  await emitAll(
    trx,
    agentAvailable,
    agents.filter(({ registered }) => registered).map(({ personId }) => ({ agentId: personId })),
  )
}

/** Writes how an exchange is now. @returns once told, whoever is concerned hears of it when that is news */
export async function noteExchanges(
  trx: Trx,
  exchanges: readonly (ExchangeState & { epoch?: number })[],
): Promise<void> {
  const latest = [...new Map(exchanges.map((one) => [one.exchange, one])).values()]
  const news: { exchange: string }[] = []
  for (const { exchange, site, state, isSimulated, phoneUrl, since, epoch } of latest) {
    const row = { site, state, isSimulated, phoneUrl, since: new Date(since), ...(epoch && { epoch }) }
    const kept = await trx
      .insertInto('exchanges')
      .values({ name: exchange, ...row })
      .onConflict((known) =>
        known
          .column('name')
          .doUpdateSet(row)
          .where(
            sql<boolean>`(exchanges.site, exchanges.state, exchanges.is_simulated, exchanges.phone_url) is distinct from
              (excluded.site, excluded.state, excluded.is_simulated, excluded.phone_url)`,
          ),
      )
      .returning('name')
      .executeTakeFirst()
    if (kept) news.push({ exchange })
  }
  await emitAll(trx, exchangeChanged, news)
}

/** What concerns no call: phones, exchanges, the adapter itself. */
export async function noteThings(trx: Trx, events: readonly Envelope[]): Promise<void> {
  await notePhones(
    trx,
    events.flatMap((event) =>
      event.type === 'device.changed' ? [{ ...event.data, at: new Date(event.occurredAt) }] : [],
    ),
  )
  await noteExchanges(
    trx,
    events.flatMap((event) =>
      event.type === 'exchange.changed' ? [{ ...event.data, epoch: event.epoch }] : [],
    ),
  )
  for (const event of events) {
    if (event.type === 'resync.done')
      await trx
        .updateTable('exchanges')
        .set({ epoch: event.epoch })
        .where('name', '=', event.exchange)
        .execute()
    if (event.type !== 'adapter.replaced') continue
    await trx
      .updateTable('exchanges')
      .set({ state: 'replaced', since: new Date(event.occurredAt) })
      .where('name', '=', event.exchange)
      .execute()
    await emitAll(trx, exchangeChanged, [{ exchange: event.exchange }])
  }
}
