import type { ExchangeSnapshot } from '../exchange.ts'
import type { AriLink } from './ari-link.ts'
import type { Reply } from './ari-questions.ts'
import type { AriOperations } from './ari-types.gen.ts'
import { isExtension } from './hear.ts'
import { stateOf } from './marks.ts'

/** Written on a bridge: what is recorded there. */
export const RECORDING = 'OW_RECORDING'

/** What the exchange itself puts into a bridge, and what writes its books for a call (extensions.conf, ow-write). */
const OF_THE_EXCHANGE = /^(Announcer\/|Recorder\/|Local\/s@ow-writer)/

/** The truth as the exchange has it now. @throws Error when it cannot be asked */
export async function snapshotOf({ rest }: Pick<AriLink, 'rest'>, app: string): Promise<ExchangeSnapshot> {
  const [channels, bridges, endpoints] = await Promise.all([
    rest('GET /channels', {}).then(bodyOf),
    rest('GET /bridges', {}).then(bodyOf),
    rest('GET /endpoints/{tech}', { tech: 'PJSIP' }).then(bodyOf),
  ])
  const bridgeOf = new Map(bridges.flatMap(({ id, channels }) => channels.map((channel) => [channel, id])))
  const ours = bridges.filter(({ creator }) => creator === 'Stasis')
  const named = await Promise.all(
    ours.map(({ id }) => rest('GET /bridges/{bridgeId}/variable', { bridgeId: id, variable: RECORDING })),
  )
  const recordings = await Promise.all(
    named
      .flatMap(({ body }) => body?.value || [])
      .map(async (recordingName) => {
        const { body } = await rest('GET /recordings/live/{recordingName}', { recordingName })
        return body && /^(recording|paused|queued)$/.test(body.state) ? [recordingName] : []
      }),
  )
  return {
    at: Date.now(),
    channels: channels
      .filter(({ name }) => !OF_THE_EXCHANGE.test(name))
      .map((channel) => stateOf(channel, app, bridgeOf.get(channel.id) ?? null)),
    bridges: ours.map(({ id, channels }) => ({ bridgeId: id, channelIds: channels })),
    recordings: recordings.flat(),
    devices: endpoints
      .filter(({ resource }) => isExtension(resource))
      .map(({ resource, state, channel_ids }) => ({
        extension: resource,
        registered: state === 'online',
        inUse: channel_ids.length > 0,
      })),
  }
}

function bodyOf<O extends keyof AriOperations>({ body, why }: Reply<O>) {
  if (body === undefined) throw new Error(`The exchange does not say what is true: ${why}.`)
  return body as NonNullable<AriOperations[O]['out']>
}
