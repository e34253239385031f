import { type Called, hangUp, hears, isTalkedWith, liveOf, reaches, talk, until } from './acts.ts'
import { MENU_LINE } from './people.ts'
import type { Step } from './step.ts'

export const beforeTheTalk: Step[] = [
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
          await reaches(ground, call, 'talking')
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
          await reaches(ground, call, 'talking')
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
          await reaches(ground, call, 'talking')
          await hears(call)
        },
      }
    },
  },
]
