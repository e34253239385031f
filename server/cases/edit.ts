import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { type Change, changeCase } from './change.ts'
import { dueOf } from './clocks.ts'
import { command, type Order, type Scene } from './command.ts'
import { dueTimes, targetOf } from './service-level.ts'
import type { StoredCase } from './tables.ts'
import { type NewEntry, statesOf, told } from './timeline.ts'

export type Properties = {
  title?: string
  priority?: number
  leadSystemId?: number
  systemIds?: readonly number[]
  agencyId?: number | null
  requesterId?: Id<'person'> | null
  rootCause?: string
}

/** What a property becomes, and how the timeline says so. */
export type Edit = { change: Change; field: string; from: string; to: string }

/**
 * Corrects what a case is about and whose it is. Every property that changes is a line of the timeline; a property
 * that stays is none, and when nothing changes the case stays as it is.
 *
 * @param properties.systemIds with one lead system: that named, else the present one, else the first of them
 * @param properties.requesterId a person of the directory; their name and contact replace those of the person before
 * @throws Refusal as `command` does
 * @throws Refusal 'not-found' `system-not-found`; 'conflict' `refers-to-nothing`: no such agency or person
 */
export const editCase = (deps: Pick<Deps, 'db' | 'now'>, order: Order, properties: Properties) =>
  command(deps, order, 'edit', async (scene) => {
    const { trx, row, by } = scene
    const edits = [
      ...plainEdits(row, properties),
      ...(await editPriority(scene, properties)),
      ...(await editSystems(trx, row, properties)),
      ...(await agencyEdit(trx, row, properties)),
      ...(await requesterEdit(trx, row, properties)),
    ]
    if (edits.length === 0) return row
    const change: Change = Object.assign({}, ...edits.map((edit) => edit.change))
    const lines = edits.map(
      ({ field, from, to }): NewEntry => ({ ...by, kind: 'change', body: { fields: [field], from, to } }),
    )
    return changeCase(trx, row, change, told(lines))
  })

const plainEdits = (row: StoredCase, { title, rootCause }: Properties): Edit[] => [
  ...(title !== undefined && title !== row.title
    ? [{ change: { title }, field: 'title', from: row.title, to: title }]
    : []),
  ...(rootCause !== undefined && rootCause !== row.rootCause
    ? [{ change: { rootCause }, field: 'rootCause', from: row.rootCause ?? '', to: rootCause }]
    : []),
]

/** Another priority has other targets, reckoned from when the case was opened. */
async function editPriority(
  { trx, row, level, by }: Pick<Scene, 'trx' | 'row' | 'level' | 'by'>,
  { priority }: Properties,
): Promise<Edit[]> {
  if (priority === undefined || priority === row.priority) return []
  // What it waits for now is added when it stops waiting.
  const until = row.status === 'waiting' ? row.statusSince : by.at
  const states = await statesOf(trx, row.id)
  const { resolutionMinutes } = targetOf(level, priority)
  const change = {
    priority,
    responseDueAt: dueTimes(level, priority, row.openedAt).responseDueAt,
    dueAt: dueOf(level.calendar, { openedAt: row.openedAt, states, until }, resolutionMinutes),
  }
  return [{ change, field: 'priority', from: String(row.priority), to: String(priority) }]
}

async function editSystems(
  trx: Trx,
  row: StoredCase,
  { leadSystemId, systemIds }: Properties,
): Promise<Edit[]> {
  const stored = await trx.selectFrom('caseSystems').select('systemId').where('caseId', '=', row.id).execute()
  const before = stored.map(({ systemId }) => systemId)
  const wanted = systemIds ?? before
  const lead = leadSystemId ?? (wanted.includes(row.leadSystemId) ? row.leadSystemId : wanted[0]!)
  const after = [...new Set([lead, ...wanted])]
  const added = after.filter((id) => !before.includes(id))
  const removed = before.filter((id) => !after.includes(id))
  if (lead === row.leadSystemId && added.length + removed.length === 0) return []
  const names = await systemNames(trx, [...after, ...before])
  if (after.some((id) => !names.has(id))) throw new Refusal('not-found', 'system-not-found')
  if (added.length > 0)
    await trx
      .insertInto('caseSystems')
      .values(added.map((systemId) => ({ caseId: row.id, systemId })))
      .execute()
  if (removed.length > 0)
    await trx
      .deleteFrom('caseSystems')
      .where('caseId', '=', row.id)
      .where('systemId', 'in', removed)
      .execute()
  const inWords = (first: number, ids: readonly number[]) =>
    [first, ...ids.filter((id) => id !== first).sort((a, b) => a - b)].map((id) => names.get(id)).join('、')
  return [
    {
      change: { leadSystemId: lead },
      field: 'systems',
      from: inWords(row.leadSystemId, before),
      to: inWords(lead, after),
    },
  ]
}

const systemNames = async (trx: Trx, ids: readonly number[]) => {
  const systems = await trx.selectFrom('systems').select(['id', 'shortName']).where('id', 'in', ids).execute()
  return new Map(systems.map(({ id, shortName }) => [id, shortName]))
}

/** Another agency, if it is another. @throws Refusal 'conflict' `refers-to-nothing` */
export async function agencyEdit(
  trx: Trx,
  row: StoredCase,
  { agencyId }: Pick<Properties, 'agencyId'>,
): Promise<Edit[]> {
  if (agencyId === undefined || agencyId === row.agencyId) return []
  return [
    {
      change: { agencyId },
      field: 'agency',
      from: await agencyName(trx, row.agencyId),
      to: await agencyName(trx, agencyId),
    },
  ]
}

async function agencyName(trx: Trx, id: number | null) {
  if (id === null) return ''
  const agency = await trx.selectFrom('agencies').select('name').where('id', '=', id).executeTakeFirst()
  if (!agency) throw new Refusal('conflict', 'refers-to-nothing')
  return agency.name
}

/** Another requester with their name and contact, if it is another. @throws Refusal 'conflict' `refers-to-nothing` */
export async function requesterEdit(
  trx: Trx,
  row: StoredCase,
  { requesterId, agencyId }: Properties,
): Promise<Edit[]> {
  if (requesterId === undefined || requesterId === row.requesterId) return []
  const edit = { field: 'requester', from: row.requesterName }
  if (requesterId === null) return [{ ...edit, change: { requesterId }, to: '' }]
  const person = await readPerson(trx, requesterId)
  if (!person) throw new Refusal('conflict', 'refers-to-nothing')
  // What an unknown caller left is how they want to be reached; what another person left is not.
  const keeps = row.requesterId === null
  const change: Change = {
    requesterId,
    requesterName: person.name,
    requesterEmail: (keeps ? row.requesterEmail : null) ?? person.email,
    requesterPhone: (keeps ? row.requesterPhone : null) ?? person.phone,
    ...(agencyId === undefined && row.agencyId === null && { agencyId: person.agencyId }),
  }
  return [{ ...edit, change, to: person.name }]
}

const readPerson = (trx: Trx, id: Id<'person'>) =>
  trx
    .selectFrom('people')
    .select(['name', 'email', 'agencyId'])
    .select((eb) =>
      eb
        .selectFrom('personPhones')
        .select('e164')
        .whereRef('personId', '=', 'people.id')
        .orderBy('e164')
        .limit(1)
        .as('phone'),
    )
    .where('id', '=', id)
    .executeTakeFirst()
