import { ask, type Called, hears, isTalkedWith, reaches, rowOf, talk, until, whoAndWhoElse } from './acts.ts'
import type { ChaosGround } from './chaos-ground.ts'
import type { Step } from './step.ts'

export const inTheTalk: Step[] = [
  {
    name: 'talking',
    async reach(ground) {
      const call = await talk(ground)
      await reaches(ground, call, 'talking')
      return {
        call,
        // Sound goes through neither adapter nor server.
        meanwhile: async ({ callsStay, soundStops }) => callsStay && !soundStops && hears(call),
        async goesOn() {
          await reaches(ground, call, 'talking')
          await hears(call)
        },
      }
    },
  },
  {
    name: 'on hold',
    async reach(ground) {
      const call = await talk(ground)
      const row = await reaches(ground, call, 'talking')
      const { desk } = whoAndWhoElse(ground, row)
      await ask(desk, row, { do: 'hold' })
      await reaches(ground, call, 'held')
      return {
        call,
        async goesOn() {
          await reaches(ground, call, 'held')
          await ask(desk, row, { do: 'retrieve' })
          await reaches(ground, call, 'talking')
          await hears(call)
        },
      }
    },
  },
  {
    name: 'being consulted about',
    async reach(ground) {
      const call = await talk(ground)
      const row = await reaches(ground, call, 'talking')
      const { desk, other } = whoAndWhoElse(ground, row)
      await ask(desk, row, { do: 'consult', target: { to: 'agent', agentId: other.personId } })
      await isIn(ground, call, other.extension)
      return {
        call,
        async goesOn() {
          await ask(desk, row, { do: 'complete-transfer' })
          await isOf(ground, call, other.personId)
          await hears(call)
        },
      }
    },
  },
  {
    name: 'being transferred',
    async reach(ground) {
      const { phones } = ground
      const call = await talk(ground)
      const row = await reaches(ground, call, 'talking')
      const { desk, other } = whoAndWhoElse(ground, row)
      phones.letRing(true)
      await ask(desk, row, { do: 'blind-transfer', target: { to: 'agent', agentId: other.personId } })
      await until(() => phones.ringing() === 1, 'no phone rings')
      phones.letRing(false)
      return {
        call,
        meanwhile: async () => phones.pickUp(),
        async goesOn({ adapterStays }) {
          // Who answers while nobody is there to put them through is hung up, and another one is found.
          if (adapterStays) await isOf(ground, call, other.personId)
          await isTalkedWith(ground, call)
          await reaches(ground, call, 'talking')
          await hears(call)
        },
      }
    },
  },
]

/** Somebody at this phone has answered in that call. */
const isIn = (ground: ChaosGround, call: Called, extension: string) =>
  until(async () => {
    const row = await rowOf(ground, call)
    const legs = await (await ground.db())
      .selectFrom('callLegs')
      .select('establishedAt')
      .where('callId', '=', row?.id ?? null)
      .where('extension', '=', extension)
      .where('endedAt', 'is', null)
      .execute()
    return legs.some(({ establishedAt }) => establishedAt)
  }, `${extension} does not come into the call of ${call.from}`)

const isOf = (ground: ChaosGround, call: Called, personId: string) =>
  until(async () => {
    const row = await rowOf(ground, call)
    return row?.state === 'talking' && row.agentId === personId
  }, `the call of ${call.from} does not go to whom it was given`)
