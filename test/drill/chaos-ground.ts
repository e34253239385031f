import { ringing } from '../support/asterisk/sip-call.ts'
import { answerOf } from '../support/asterisk/wait.ts'
import { type Person, person } from '../support/person.ts'
import type { Called } from './acts.ts'
import { type DrillGround, openGround } from './ground.ts'
import { agentsAt, makeFit, type Seated } from './people.ts'

/** One talks, one is asked, one has the next call. */
const EXTENSIONS = ['701', '702', '703']
const SOON_MS = 40_000

export type Desk = Seated & { self: Person }
export type ChaosGround = Omit<DrillGround, 'link'> & {
  link: NonNullable<DrillGround['link']>
  desks: Desk[]
  /** Everybody who has dialled, also who is gone. */
  dialled: Called[]
  /** Of the person whose calls these are. */
  deskOf(personId: string | null): Desk
}

/**
 * The ground on which parts are taken away at every step of a call: agents are signed in too, whoever is called back
 * answers and hangs up when they have heard somebody, and the server can be cut off.
 */
export async function openChaosGround(say: (line: string) => void): Promise<ChaosGround> {
  const ground = await openGround(say, EXTENSIONS, { canBeCut: true })
  try {
    const { link, server, carrier } = ground
    if (!link) throw new Error('the link cannot be cut')
    const db = await ground.db()
    await makeFit(db, EXTENSIONS)
    const supervisor = await person(server.url, 'super1')
    const { body: settings } = await supervisor.ask('GET', '/call-settings')
    const general = { ...settings.general, surveyLeastTalkSeconds: 0, asksSurvey: true }
    const { status } = await supervisor.ask('PUT', '/call-settings/general', general)
    if (status !== 200) throw new Error(`the survey cannot be set: ${status}`)
    await answerOf(
      async () => {
        const { body } = await supervisor.ask('GET', '/call-settings')
        return body.keptVersion > (settings.keptVersion ?? 0) ? true : undefined
      },
      SOON_MS,
      'the adapter is not given the new plan',
    )
    const desks = await Promise.all(
      (await agentsAt(db, EXTENSIONS)).map(async (seated) => ({
        ...seated,
        self: await person(server.url, seated.login),
      })),
    )
    carrier.whenRung(async (invite, from) => {
      const call = await ringing(carrier, invite, from)
      call.answer()
      await answerOf(() => (call.media.takeHeard() > 0 ? true : undefined), SOON_MS, '').catch(() => {})
      await call.hangUp()
    })
    const deskOf = (personId: string | null) => {
      const desk = desks.find((one) => one.personId === personId)
      if (!desk) throw new Error(`nobody of ours: ${personId}`)
      return desk
    }
    const dialled: Called[] = []
    const dial: DrillGround['dial'] = async (number) => {
      const call = await ground.dial(number)
      dialled.push(call)
      return call
    }
    return { ...ground, link, desks, deskOf, dialled, dial }
  } catch (error) {
    await ground.close()
    throw error
  }
}
