import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { newId } from '../../platform/values.ts'
import { faxReceived } from '../events.ts'
import type { Call } from '../tables.ts'

/** Writes down that a fax came, or was tried, with the case of its call; what it brings is fetched by `faxReceived`. */
export async function noteFax(
  trx: Trx,
  { data, occurredAt }: Envelope<'fax.received'>,
  call: Pick<Call, 'id' | 'caseId' | 'fromNumber'>,
): Promise<void> {
  const receivedAt = new Date(occurredAt)
  const fax = await trx
    .insertInto('faxes')
    .values({
      id: newId<'fax'>(receivedAt.getTime()),
      name: data.name,
      callId: call.id,
      caseId: call.caseId,
      fromNumber: call.fromNumber ?? data.from,
      station: data.station,
      pages: data.pages,
      isComplete: data.isComplete,
      error: data.error,
      sha256: data.bytes > 0 ? data.sha256 : null,
      tiffId: null,
      pdfId: null,
      state: 'waiting',
      receivedAt,
    })
    .onConflict((known) => known.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (fax) await emit(trx, faxReceived, { faxId: fax.id })
}
