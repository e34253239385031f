import type { SimulatedPhone } from '../../../telephony-adapter/simulator/phones.ts'
import type { SimulatedWorld } from '../../../telephony-adapter/simulator/world.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Input, Returned } from '../../platform/http/contract.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import type { demoTelephoneApi, SimulatedDeskPhone } from './api.ts'

type Action = Input<(typeof demoTelephoneApi)['POST /demonstration/telephone/phone/actions']>['body']
type Person = Id<'person'>

/** How long a telephone is registered for its desk before the desk must say again that it is open. */
const LEASE_MS = 45_000

/** The telephones on the desks of the demonstration's agents: there as long as the desk is open. */
export function deskPhones(deps: Pick<Deps, 'db' | 'live' | 'now'>, worlds: readonly SimulatedWorld[]) {
  const leases = new Map<Person, { extension: string; until: number }>()
  const at = (extension: string) => worlds.map((world) => ({ world, phone: world.phone(extension) }))
  /** Where it has a call: a telephone has one at a time. */
  const inCall = (extension: string) => at(extension).find(({ phone }) => phone.callRef() !== null)

  const unwatch = worlds.map((world) =>
    world.watchPhones((extension) => {
      for (const [personId, lease] of leases)
        if (lease.extension === extension)
          deps.live.tell(`person:${personId}`, 'demo.phone-changed', { extension, eventId: newId() })
    }),
  )
  const show = (extension: string): Returned<SimulatedDeskPhone> => {
    const talks = inCall(extension)
    return {
      extension,
      exchanges: at(extension).map(({ world, phone }) => ({
        name: world.name,
        isRegistered: phone.isRegistered() && world.state() === 'alive',
      })),
      call: talks ? callOf(talks.phone, talks.world.name) : null,
    }
  }
  const putAway = (personId: Person) => {
    const lease = leases.get(personId)
    leases.delete(personId)
    if (!lease || [...leases.values()].some(({ extension }) => extension === lease.extension)) return
    for (const { phone } of at(lease.extension)) {
      phone.hangUp()
      phone.unregister()
    }
  }
  /** @throws Refusal 'not-found' `own-extension-missing` */
  const extensionOf = async (personId: Person) => {
    const seat = await deps.db
      .selectFrom('agents')
      .innerJoin('seats', 'seats.id', 'agents.seatId')
      .select('seats.extension')
      .where('agents.personId', '=', personId)
      .executeTakeFirst()
    if (!seat) throw new Refusal('not-found', 'own-extension-missing')
    return seat.extension
  }
  return {
    async show(personId: Person) {
      return show(await extensionOf(personId))
    },
    async keep(personId: Person) {
      const extension = await extensionOf(personId)
      if (leases.get(personId)?.extension !== extension) putAway(personId)
      leases.set(personId, { extension, until: deps.now().getTime() + LEASE_MS })
      for (const { phone } of at(extension)) if (!phone.isRegistered()) phone.register()
      return show(extension)
    },
    putAway,
    /** @throws Refusal 'conflict' `simulated-phone-cannot`: it has no call of which that can be done */
    async act(personId: Person, action: Action) {
      const extension = await extensionOf(personId)
      const talks = inCall(extension)
      if (!talks || !did(talks.phone, action)) throw new Refusal('conflict', 'simulated-phone-cannot')
      return show(extension)
    },
    sweep() {
      const now = deps.now().getTime()
      for (const [personId, { until }] of leases) if (until < now) putAway(personId)
    },
    stop() {
      for (const stop of unwatch) stop()
    },
  }
}

function callOf(phone: SimulatedPhone, exchange: string): Returned<SimulatedDeskPhone>['call'] {
  const [id, callRef, state] = [phone.channelId(), phone.callRef(), phone.state()]
  if (id === null || callRef === null || state === 'unregistered' || state === 'idle') return null
  const shows = phone.shows() ?? { number: '', name: '' }
  return {
    ...{ id, callRef, exchange },
    state: state === 'held' ? 'talking' : state,
    number: shows.number || null,
    name: shows.name,
    isHeld: state === 'held',
    isMuted: phone.isMuted(),
    since: new Date(phone.since() ?? 0),
    pressed: phone.pressed(),
  }
}

function did(phone: SimulatedPhone, action: Action): boolean {
  switch (action.do) {
    case 'answer':
      return phone.answer()
    case 'decline':
      return phone.decline()
    case 'hang-up':
      return phone.hangUp()
    case 'hold':
      return phone.hold()
    case 'retrieve':
      return phone.retrieve()
    case 'mute':
    case 'unmute':
      return phone.mute(action.do === 'mute')
    case 'dtmf':
      return phone.press(action.digits)
  }
}
