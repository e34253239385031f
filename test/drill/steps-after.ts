import { hangUp, type Row, reaches, talk, until } from './acts.ts'
import type { ChaosGround } from './chaos-ground.ts'
import { setWrapUp } from './people.ts'
import type { Step } from './step.ts'

const WRAP_UP_SECONDS = 600
const SCORE = 5

export const afterTheTalk: Step[] = [
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
          if ((await writing(ground, row)) !== 1) {
            // With the server away the adapter may not know yet that they write, and an answered call ends that.
            if (await hasTalkedSince(ground, row)) return
            throw new Error('the wrap-up ended by itself')
          }
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

const hasTalkedSince = async ({ db }: ChaosGround, { agentId, arrivedAt }: Row) =>
  (
    await (
      await db()
    )
      .selectFrom('calls')
      .select('id')
      .where('agentId', '=', agentId)
      .where('arrivedAt', '>', arrivedAt)
      .execute()
  ).length > 0
