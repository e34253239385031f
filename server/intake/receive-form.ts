import type { Actor } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import type { Input } from '../platform/http/contract.ts'
import type { From } from '../platform/http/routes.ts'
import { Refusal } from '../platform/refusal.ts'
import { cleanLine } from '../platform/zh/text.ts'
import { acceptAndConfirm, onceKey } from './accept.ts'
import type { intakeApi } from './api.ts'
import { demandRoomToFile } from './limits.ts'
import { readRequester, requesterByEmail } from './requester.ts'
import { isVisible, subjectOf } from './subject.ts'
import { messageOf, priorityOf } from './words.ts'

type Form = Input<(typeof intakeApi)['POST /cases']>['body']
type Sent = Pick<From, 'address' | 'language' | 'idempotencyKey'>

/**
 * Files a case from the web form (線上掛號), or from a program that speaks for somebody signed in. What is not given
 * of the requester is taken from the directory; the address that an anonymous caller gives finds their entry, and the
 * case says that nobody has proved it.
 *
 * @returns the receipt, after the commit. The same idempotency key brings the same receipt
 * @throws Refusal 'invalid' `text-missing`, `contact-missing`, `system-not-found`
 * @throws Refusal 'throttled' `too-many-requests`; and those of `attachFiles`
 */
export async function receiveForm(
  deps: Pick<Deps, 'db' | 'now' | 'secrets'>,
  actor: Actor | undefined,
  form: Form,
  from: Sent,
) {
  const filed = describe(form, from)
  const email = form.email?.trim() || null
  if (!actor && !email) throw new Refusal('invalid', 'contact-missing')
  const known = actor ? await readRequester(deps, actor.id) : undefined
  if (!email && !known?.email) throw new Refusal('invalid', 'contact-missing')
  await demandRoomToFile(deps, actor, from.address)
  const requester = known ?? (await requesterByEmail(deps.db, email!))
  const key = onceKey(from.idempotencyKey, actor?.id ?? JSON.stringify(form))
  return acceptAndConfirm(deps, {
    ...filed,
    ...(key && { key }),
    channel: 'web',
    requesterId: requester?.id ?? null,
    requesterName: cleanLine(form.name ?? '') || requester?.name || '',
    requesterEmail: email ?? known?.email ?? null,
    requesterPhone: cleanLine(form.phone ?? '') || (known?.phone ?? null),
    agencyId: form.agencyId ?? requester?.agencyId ?? null,
    keyedById: null,
    actorId: actor?.id ?? null,
    priority: priorityOf(form.impact),
    language: from.language,
    origin: actor ? `web ${from.address}` : `web ${from.address} unverified`,
  })
}

type Described = Pick<
  Form,
  'systemId' | 'otherSystemIds' | 'title' | 'description' | 'occurredOn' | 'impact' | 'fileIds'
>

/**
 * The part of a case that its describer gives, whoever files it.
 * @throws Refusal 'invalid' `text-missing`: there is nothing to be read in the description
 */
export function describe(form: Described, { language }: Pick<From, 'language'>) {
  const { title, complete } = subjectOf(form.title, form.description)
  if (!isVisible(form.description)) throw new Refusal('invalid', 'text-missing')
  return {
    leadSystemId: form.systemId,
    systemIds: form.otherSystemIds ?? [],
    title,
    text: messageOf({ ...form, subject: complete ? undefined : form.title }, language),
    fileIds: form.fileIds ?? [],
  }
}
