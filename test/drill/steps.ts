import {
  ask,
  type Called,
  hangUp,
  hears,
  isTalkedWith,
  liveOf,
  reaches,
  rowOf,
  talk,
  until,
  whoAndWhoElse,
} from './acts.ts'
import type { ChaosGround } from './chaos-ground.ts'
import type { Part } from './parts.ts'
import { MENU_LINE, setWrapUp } from './people.ts'

/** How far a call has come, and how it goes on from there. */
type There = {
  call: Called
  /** Whoever else has dialled for it, and is gone again when it goes on. */
  others?: Called[]
  /** What people do while the part is away: they do not know of it. */
  meanwhile?(part: Part): Promise<unknown>
  /** To what it was for, when the part is there again. */
  goesOn(part: Part): Promise<void>
}
/** `isTalkOver`: no exchange can cut the talk off any more. `isOver`: nor the call. */
export type Step = {
  name: string
  isTalkOver?: true
  isOver?: true
  reach(ground: ChaosGround): Promise<There>
}

const WRAP_UP_SECONDS = 600
const SCORE = 5

export const steps: Step[] = [
  {
    name: 'in the menu',
    async reach(ground) {
      const call = await ground.dial(MENU_LINE)
      await reaches(ground, call, 'menu')
      const chooses = () =>
        until(async () => {
          await call.call.media.press('1')
          const live = await liveOf(ground, call)
          return live && live.state !== 'menu'
        }, `${call.from} cannot choose`)
      return {
        call,
        meanwhile: async ({ adapterStays }) => adapterStays && chooses(),
        async goesOn() {
          await chooses()
          await isTalkedWith(ground, call)
          await hears(call)
        },
      }
    },
  },
  {
    name: 'waiting',
    async reach(ground) {
      const others: Called[] = []
      for (const _desk of ground.desks) others.push(await talk(ground))
      const call = await ground.dial()
      await reaches(ground, call, 'waiting')
      return {
        call,
        others,
        async meanwhile() {
          await Promise.all([...others.map(({ from }) => ground.phones.hangUpOn(from)), hangUp(others)])
        },
        async goesOn() {
          await isTalkedWith(ground, call)
          await hears(call)
        },
      }
    },
  },
  {
    name: 'ringing at an agent',
    async reach(ground) {
      const { phones } = ground
      phones.letRing(true)
      const call = await ground.dial()
      await reaches(ground, call, 'ringing')
      await until(() => phones.ringing() === 1, 'no phone rings')
      phones.letRing(false)
      return {
        call,
        meanwhile: async () => phones.pickUp(),
        async goesOn() {
          await isTalkedWith(ground, call)
          await hears(call)
        },
      }
    },
  },
  {
    name: 'talking',
    async reach(ground) {
      const call = await talk(ground)
      await reaches(ground, call, 'talking')
      return {
        call,
        // Sound does not go through the adapter or the server.
        meanwhile: async ({ callsStay }) => callsStay && hears(call),
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
  {
    name: 'in wrap-up',
    isTalkOver: true,
    isOver: true,
    async reach(ground) {
      await setWrapUp(await ground.db(), WRAP_UP_SECONDS)
      const call = await talk(ground)
      const row = await reaches(ground, call, 'talking')
      await hangUp([call])
      await reaches(ground, call, 'ended')
      await until(async () => (await writing(ground, row)) === 1, 'nobody writes up')
      await setWrapUp(await ground.db(), 0)
      const { self } = ground.deskOf(row.agentId)
      return {
        call,
        async goesOn() {
          if ((await writing(ground, row)) !== 1) throw new Error('the wrap-up ended by itself')
          const { id: codeId } = await (await ground.db())
            .selectFrom('wrapUpCodes')
            .select('id')
            .where('isOn', '=', true)
            .executeTakeFirstOrThrow()
          const { status } = await self.ask('PUT', `/calls/${row.id}/wrap-up`, {
            codeId,
            note: '',
            done: true,
          })
          if (status !== 200 || (await writing(ground, row)) !== 0)
            throw new Error(`not written up: ${status}`)
        },
      }
    },
  },
  {
    name: 'in the survey',
    isTalkOver: true,
    async reach(ground) {
      const call = await talk(ground)
      const row = await reaches(ground, call, 'talking')
      await ground.phones.hangUpOn(call.from)
      await reaches(ground, call, 'survey')
      const answers = async () => {
        await call.call.media.press('1')
        await call.call.media.press(String(SCORE))
        await until(() => call.call.state() === 'ended', `${call.from} is not said good-bye to`)
      }
      return {
        call,
        meanwhile: async ({ adapterStays }) => adapterStays && answers(),
        async goesOn() {
          if (call.call.state() !== 'ended') {
            await reaches(ground, call, 'survey')
            await answers()
          }
          await until(async () => {
            const kept = await (await ground.db())
              .selectFrom('voiceSurveys')
              .select('score')
              .where('callId', '=', row.id)
              .executeTakeFirst()
            return kept?.score === SCORE
          }, `the answer of ${call.from} is not kept`)
        },
      }
    },
  },
]

const writing = async ({ db }: ChaosGround, { id }: { id: string }) =>
  (
    await (
      await db()
    )
      .selectFrom('agentEngagements')
      .select('personId')
      .where('callId', '=', id as never)
      .where('kind', '=', 'wrap-up')
      .execute()
  ).length

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
