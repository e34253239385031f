import { unplugged } from '../../../telephony-adapter/unplugged.ts'
import type { Emitted } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { boardChanged } from '../../routing/events.ts'
import { agentEngaged } from '../events.ts'
import { noteKept, readKept } from './kept-plan.ts'
import { makePlan } from './make-plan.ts'

/** Agents come, go and talk all the time: their changes are sent together, no more often than this. */
const BETWEEN_MS = 2000

type Needed = Pick<Deps, 'db' | 'now' | 'telephony'> & Partial<Pick<Deps, 'publicUrl'>>

/**
 * Makes the plan and gives it to the adapter, unless that has it already. By the clock as well: what begins and ends by
 * itself (announcements, days) is in the next plan.
 * Without a telephone nothing is made.
 * @param again send it whatever the adapter is thought to have: it has just come back
 * @throws when the adapter is away
 */
export async function sendPlan({ telephony, ...deps }: Needed, { again = false } = {}): Promise<void> {
  if (telephony === unplugged) return
  const plan = await makePlan(deps)
  if (!again && (await readKept(deps.db))?.keptVersion === plan.version) return
  await telephony.keepPlan(plan)
  await noteKept(deps.db, plan.version)
}

/** The adapter may have lost its plan without saying so: now and then it is given once more. */
export const sendPlanAgain = (deps: Needed) => sendPlan(deps, { again: true })

const OF_AGENTS: readonly string[] = [boardChanged.name, agentEngaged.name]

/** Sends the plan soon after agents' states have changed. One that fails is made up for by the clock. */
export function keepPlanCurrent(deps: Needed & Pick<Deps, 'log'>) {
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> | undefined
  let stopped = false

  function soon() {
    if (!timer && !stopped) timer = setTimeout(send, BETWEEN_MS).unref()
  }

  function send() {
    timer = undefined
    if (sending) return soon()
    sending = sendPlan(deps)
      .catch((error: unknown) => deps.log.warn({ err: error }, 'plan not sent; the clock will'))
      .finally(() => {
        sending = undefined
      })
  }

  return {
    note({ name }: Pick<Emitted, 'name'>) {
      if (OF_AGENTS.includes(name)) soon()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await sending
    },
  }
}
