import type { Channel, Contact } from '../../../../server/api.ts'

/** What is kept of a case being keyed in. */
export type NewCase = {
  requester: Pick<Contact, 'id' | 'name'> | null
  /** Typed by hand, for somebody who is not in the directory. */
  isManual: boolean
  name: string
  phone: string
  email: string
  agency: { id: number | null; name: string }
  channel: Channel
  systemId: number | null
  description: string
  priority: number
  key: string
}

export const emptyCase = (key: string): NewCase => ({
  requester: null,
  isManual: false,
  name: '',
  phone: '',
  email: '',
  agency: { id: null, name: '' },
  channel: 'walk-in',
  systemId: null,
  description: '',
  priority: 3,
  key,
})

export type Missing = 'who' | 'system' | 'description'

/** What must still be said: whose problem it is, which system, what happened. */
export function missingOf({ requester, isManual, name, systemId, description }: NewCase): Missing[] {
  const who = isManual ? name.trim() !== '' : requester !== null
  return [
    ...(who ? [] : (['who'] as const)),
    ...(systemId === null ? (['system'] as const) : []),
    ...(description.trim() === '' ? (['description'] as const) : []),
  ]
}

/** What is sent: of a person of the directory only who they are, for the rest is known. */
export function walkInOf({
  requester,
  isManual,
  name,
  phone,
  email,
  agency,
  channel,
  systemId,
  description,
  priority,
}: NewCase) {
  const who =
    requester && !isManual
      ? { requesterId: requester.id }
      : {
          name: name.trim(),
          ...(phone.trim() && { phone: phone.trim() }),
          ...(email.trim() && { email: email.trim() }),
          ...(agency.id !== null && { agencyId: agency.id }),
        }
  return { ...who, channel, systemId: systemId ?? 0, description: description.trim(), priority }
}
