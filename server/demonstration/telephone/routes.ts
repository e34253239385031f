import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { Refusal } from '../../platform/refusal.ts'
import { demoTelephoneApi } from './api.ts'
import { captions } from './captions.ts'
import { deskPhones } from './desk-phones.ts'
import { trafficOf } from './traffic.ts'
import { visitors } from './visitors.ts'
import { whomToBe } from './whom-to-be.ts'

const SWEEP_MS = 5000

/**
 * Plays the caller, the fax machine and the telephones on the desks where exchanges are simulated: the embedded
 * edition's demonstration, on this machine only. Everywhere else there is nothing here.
 */
export const demoTelephoneRoutes =
  (deps: Pick<Deps, 'db' | 'live' | 'now' | 'demonstration' | 'simulatedWorlds'>): FastifyPluginAsync =>
  async (app) => {
    const { simulatedWorlds: worlds } = deps
    const isHere = deps.demonstration && worlds.length > 0
    const calls = visitors(worlds, deps.now)
    const phones = deskPhones(deps, worlds)
    const traffic = trafficOf(worlds, deps)
    const words = captions(deps)
    const sweep = () => {
      calls.sweep()
      phones.sweep()
    }
    const sweeping = setInterval(sweep, SWEEP_MS).unref()
    app.addHook('onClose', async () => {
      clearInterval(sweeping)
      phones.stop()
      traffic.stop()
    })
    app.addHook('preHandler', async () => {
      if (!isHere) throw new Refusal('not-found', 'no-simulated-telephone')
      sweep()
    })
    const shown = async (id: string) => calls.show(id, await words())
    await app.register(
      routes(demoTelephoneApi, {
        'GET /demonstration/telephone': async () => ({
          ...(await whomToBe(deps.db)),
          exchanges: worlds.map(({ name, state }) => ({ name, state: state() })),
        }),
        'POST /demonstration/telephone/calls': ({ body }) => shown(calls.dial(body)),
        'GET /demonstration/telephone/calls/:id': ({ params }) => shown(params.id),
        'POST /demonstration/telephone/calls/:id/keys': ({ params, body }) => {
          calls.press(params.id, body.digits)
          return shown(params.id)
        },
        'DELETE /demonstration/telephone/calls/:id': ({ params }) => {
          calls.hangUp(params.id)
          return shown(params.id)
        },
        'GET /demonstration/telephone/phone': ({ actor }) => phones.show(actor.id),
        'PUT /demonstration/telephone/phone': ({ actor }) => phones.keep(actor.id),
        'DELETE /demonstration/telephone/phone': async ({ actor }) => {
          phones.putAway(actor.id)
          return {}
        },
        'POST /demonstration/telephone/phone/actions': ({ actor, body }) => phones.act(actor.id, body),
        'GET /demonstration/telephone/traffic': async () => traffic.show(),
        'PUT /demonstration/telephone/traffic': async ({ body }) => traffic.change(body),
      }),
    )
  }
