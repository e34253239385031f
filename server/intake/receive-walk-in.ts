import type { Actor } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import type { Input } from '../platform/http/contract.ts'
import type { From } from '../platform/http/routes.ts'
import { Refusal } from '../platform/refusal.ts'
import { cleanLine } from '../platform/zh/text.ts'
import { acceptAndConfirm, onceKey } from './accept.ts'
import type { intakeApi } from './api.ts'
import { demandRoomToFile } from './limits.ts'
import { describe } from './receive-form.ts'
import { readRequester, requesterByEmail } from './requester.ts'
import { priorityOf } from './words.ts'

type Form = Input<(typeof intakeApi)['POST /walk-ins']>['body']

/**
 * Files a case that staff type for somebody who is there in person, or who came by another channel without a machine
 * behind it. Whoever is chosen from the directory needs nothing more; anybody else, a name or some way to reach them.
 *
 * @throws Refusal 'invalid' `text-missing`, `contact-missing`, `system-not-found` · 'not-found' `person-not-found`
 * @throws Refusal 'throttled' `too-many-requests`; and those of `attachFiles`
 */
export async function receiveWalkIn(
  deps: Pick<Deps, 'db' | 'now' | 'secrets'>,
  actor: Actor,
  form: Form,
  from: Pick<From, 'address' | 'language' | 'idempotencyKey'>,
) {
  // Staff type in their own language; the requester is answered in the product's first.
  const filed = describe(form, { language: 'zh-TW' })
  const [name, phone] = [cleanLine(form.name ?? ''), cleanLine(form.phone ?? '')]
  const email = form.email?.trim() || null
  if (!form.requesterId && !name && !phone && !email) throw new Refusal('invalid', 'contact-missing')
  await demandRoomToFile(deps, actor, from.address)
  const requester = form.requesterId
    ? await readRequester(deps, form.requesterId)
    : email
      ? await requesterByEmail(deps.db, email)
      : undefined
  const key = onceKey(from.idempotencyKey, actor.id)
  return acceptAndConfirm(deps, {
    ...filed,
    ...(key && { key }),
    channel: form.channel,
    requesterId: requester?.id ?? null,
    requesterName: name || requester?.name || '',
    requesterEmail: email ?? requester?.email ?? null,
    requesterPhone: phone || (requester?.phone ?? null),
    agencyId: form.agencyId ?? requester?.agencyId ?? null,
    keyedById: actor.id,
    actorId: actor.id,
    priority: form.priority ?? priorityOf(form.impact),
    language: 'zh-TW',
    origin: `desk ${from.address}`,
  })
}
