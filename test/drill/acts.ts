import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../../server/platform/values.ts'
import type { TestExchange } from '../support/asterisk/exchange.ts'
import { answerOf } from '../support/asterisk/wait.ts'
import type { ChaosGround, Desk } from './chaos-ground.ts'
import type { DrillGround } from './ground.ts'
import type { Taken } from './outside.ts'

const PATIENCE_MS = 45_000
/** Packets of 20 ms. */
const SOME_SOUND = 10

export type Called = Taken & { from: string }

/** Waits for a fact. @throws Error with these words when it does not come to be */
export const until = (fact: () => Promise<unknown> | unknown, otherwise: string, ms = PATIENCE_MS) =>
  answerOf(async () => ((await fact()) ? true : undefined), ms, otherwise)

/** A call in which somebody of ours talks with the caller. */
export async function talk(ground: Pick<DrillGround, 'dial' | 'phones'>): Promise<Called> {
  const call = await ground.dial()
  await isTalkedWith(ground, call)
  return call
}

/** At the office somebody answers whatever comes. */
export const isTalkedWith = async ({ phones }: Pick<DrillGround, 'phones'>, { from, by }: Called) =>
  by === 'office' ||
  until(() => phones.talkingWith(from), `nobody of ours answered the call of ${from}, taken by ${by}`)

/** Sound arrives at the caller. */
export async function hears({ call, from }: Called) {
  call.media.takeHeard()
  let heard = 0
  await until(() => {
    heard += call.media.takeHeard()
    return heard > SOME_SOUND
  }, `${from} hears nothing`)
}

/** As the product has it; undefined while it has not. */
export const rowOf = async ({ db }: Pick<DrillGround, 'db'>, { from }: Called) =>
  (await db())
    .selectFrom('calls')
    .selectAll()
    .where('fromNumber', 'like', `%${from.slice(-8)}`)
    .where('direction', '=', 'in')
    .orderBy('arrivedAt', 'desc')
    .executeTakeFirst()

export type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>

/** The caller's call in this state, for the product and for the adapter. */
export async function reaches(ground: DrillGround, called: Called, state: Row['state']): Promise<Row> {
  let seen = 'not known'
  return answerOf(
    async () => {
      const row = await rowOf(ground, called)
      const live = row && (await liveOf(ground, called))
      seen = `${row?.state} here, ${live?.state} there`
      return row?.state === state && (live?.state === state || state === 'ended') ? row : undefined
    },
    PATIENCE_MS,
    `the call of ${called.from} should be ${state}`,
  ).catch((error: Error) => {
    throw new Error(`${error.message} and is ${seen}`)
  })
}

/** As the adapter has it. */
export const liveOf = async ({ telephony }: Pick<DrillGround, 'telephony'>, { from }: Called) =>
  (await telephony.snapshot()).calls.find(
    (call) => call.direction === 'in' && call.from?.slice(-8) === from.slice(-8),
  )

/** Does something with a call from the screen; asked again while the server does not know yet what is true. */
export async function ask(desk: Desk, { id }: Pick<Row, 'id'>, action: { do: string; target?: object }) {
  let said = ''
  await until(async () => {
    const commandId = `drill-${newId()}`
    const answer = await desk.self.ask('POST', `/calls/${id}/actions`, { ...action, commandId })
    said = JSON.stringify(answer.body)
    return answer.status === 200
  }, 'the screen cannot do it').catch((error: Error) => {
    throw new Error(`${desk.login} cannot ${action.do}: ${said || error.message}`)
  })
}

/** Whoever talks in this call, and a colleague of theirs who does not. */
export function whoAndWhoElse({ deskOf, desks }: ChaosGround, { agentId }: Row) {
  const desk = deskOf(agentId)
  const other = desks.find(({ personId }) => personId !== agentId)
  if (!other) throw new Error('there is nobody else')
  return { desk, other }
}

/** Callers hang up; one whose exchange is away cannot be told so, and just puts it down. */
export async function hangUp(calls: readonly Called[]) {
  await Promise.all(
    calls.map(async ({ call }) => {
      await Promise.race([call.hangUp(), wait(1000)])
      call.end()
    }),
  )
}

const stateOf = async ({ telephony }: Pick<DrillGround, 'telephony'>, { name }: TestExchange) =>
  (await telephony.snapshot().catch(() => undefined))?.exchanges.find(({ exchange }) => exchange === name)
    ?.state

/** The exchange is there again, followed, and its phones have registered. */
export async function comeBack(ground: DrillGround, exchange: TestExchange, bring: () => Promise<void>) {
  await bring()
  await until(
    async () => (await stateOf(ground, exchange)) === 'up',
    `${exchange.name} is not followed again`,
  )
  await ground.letRegister()
  await ground.phones.registerAgain(exchange)
}

/** The server follows the adapter, and says so. */
export const isLinked = ({ db }: Pick<DrillGround, 'db'>, since: Date) =>
  until(async () => {
    const kept = await (await db())
      .selectFrom('settings')
      .select('value')
      .where('key', '=', 'telephony.link')
      .executeTakeFirst()
    const link = kept?.value as { state: string; at: string } | undefined
    return link?.state === 'up' && Date.parse(link.at) > since.getTime()
  }, 'the server does not follow the adapter')
