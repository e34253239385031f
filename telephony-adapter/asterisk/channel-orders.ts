import type { Done, Exchange, ExchangeEvent } from '../exchange.ts'
import type { AriLink } from './ari-link.ts'
import { codeOf } from './causes.ts'
import { doneOf, OK } from './done.ts'
import type { Legs } from './legs.ts'
import { variablesOf } from './marks.ts'
import { type AsteriskOptions, promptOnDisk } from './options.ts'
import { mediaOf } from './sounds.ts'

type Orders = Pick<
  Exchange,
  | 'answer'
  | 'indicateRinging'
  | 'hangUp'
  | 'play'
  | 'stopPlaying'
  | 'music'
  | 'call'
  | 'mute'
  | 'dtmf'
  | 'snoop'
  | 'mark'
  | 'receiveFax'
  | 'sendOn'
>
/** The exchange gives up a little later than we do: only for when we are there no more. */
const SPARE_SECONDS = 2

/** What is ordered of one channel. */
export function channelOrders(
  { rest }: Pick<AriLink, 'rest'>,
  legs: Legs,
  tell: (event: ExchangeEvent) => void,
  options: Pick<AsteriskOptions, 'promptUri' | 'endpointOf'> & { app: string },
): Orders {
  const { app, promptUri = promptOnDisk, endpointOf = (number) => `PJSIP/${number}@carrier` } = options
  const follow = (channelId: string) =>
    rest('POST /applications/{applicationName}/subscription', {
      applicationName: app,
      eventSource: `channel:${channelId}`,
    })

  async function hangUp(
    channelId: string,
    ending: { cause: Parameters<Exchange['hangUp']>[1]; bySystem: boolean },
  ) {
    const known = legs.has(channelId)
    const leg = legs.of(channelId)
    leg.ending ??= ending
    const done = doneOf(
      await rest('DELETE /channels/{channelId}', { channelId, reason_code: codeOf(ending.cause) }),
    )
    if (!done.ok && !known) legs.forget(channelId)
    return done
  }

  const sendAway = async (channelId: string, context: string, extension: string) =>
    doneOf(await rest('POST /channels/{channelId}/continue', { channelId, context, extension, priority: 1 }))

  const setVariables = async (channelId: string, variables: Record<string, string>) =>
    doneOf(await rest('POST /channels/{channelId}/variables', { channelId, json: { variables } }))

  return {
    answer: async (channelId) => doneOf(await rest('POST /channels/{channelId}/answer', { channelId })),
    indicateRinging: async (channelId) =>
      doneOf(await rest('POST /channels/{channelId}/ring', { channelId })),
    hangUp: (channelId, cause) => hangUp(channelId, { cause, bySystem: true }),
    async play(on, playId, sounds) {
      const media = mediaOf(sounds, promptUri)
      if (media.length === 0) {
        tell({ type: 'played', at: Date.now(), playId, ok: true })
        return OK
      }
      const what = { playbackId: playId, media }
      return doneOf(
        'channelId' in on
          ? await rest('POST /channels/{channelId}/play/{playbackId}', { ...on, ...what })
          : await rest('POST /bridges/{bridgeId}/play/{playbackId}', { ...on, ...what }),
      )
    },
    stopPlaying: async (playbackId) => doneOf(await rest('DELETE /playbacks/{playbackId}', { playbackId })),
    music: async (channelId, isOn) =>
      doneOf(
        isOn
          ? await rest('POST /channels/{channelId}/moh', { channelId })
          : await rest('DELETE /channels/{channelId}/moh', { channelId }),
      ),
    async call({ channelId, callRef, to, shows, marks, ringMs }) {
      const dialled = 'extension' in to ? to.extension : to.number
      const leg = legs.of(channelId)
      const answer = await rest('POST /channels', {
        endpoint: 'extension' in to ? `PJSIP/${to.extension}` : endpointOf(to.number),
        app,
        appArgs: 'leg',
        callerId: `"${shows.name.replaceAll(/["\\\r\n]/g, ' ')}" <${shows.number}>`,
        timeout: Math.ceil(ringMs / 1000) + SPARE_SECONDS,
        channelId,
        json: {
          variables: {
            __OW_CALLREF: callRef,
            __OW_TO: dialled,
            OW_LEG: '1',
            'PJSIP_TRANSFER_HANDLING()': 'ari-only',
            ...variablesOf(marks),
          },
        },
      })
      // The same order again; or, so the exchange answers at times, it could not be begun.
      const isThere =
        answer.status === 409 && (await rest('GET /channels/{channelId}', { channelId })).status === 200
      if (isThere) return OK
      if (answer.status === 0) return doneOf(answer)
      const lost = (): Done => {
        // Nothing to ring: nobody is registered there.
        if (legs.has(channelId))
          tell({ type: 'gone', at: Date.now(), channelId, cause: 'unreachable', bySystem: false })
        legs.forget(channelId)
        return OK
      }
      if (answer.status >= 300) return lost()
      leg.rings = setTimeout(() => void hangUp(channelId, { cause: 'no-answer', bySystem: false }), ringMs)
      const followed = await follow(channelId)
      return followed.status === 0 || followed.status < 300 ? OK : lost()
    },
    mute: async (channelId, direction, isOn) =>
      doneOf(
        isOn
          ? await rest('POST /channels/{channelId}/mute', { channelId, direction })
          : await rest('DELETE /channels/{channelId}/mute', { channelId, direction }),
      ),
    dtmf: async (channelId, digits) =>
      doneOf(await rest('POST /channels/{channelId}/dtmf', { channelId, dtmf: digits })),
    async snoop({ channelId, on, whispers, callRef, marks }) {
      legs.of(channelId).isUp = true
      const entered = legs.entered(channelId)
      const answer = await rest('POST /channels/{channelId}/snoop/{snoopId}', {
        channelId: on,
        snoopId: channelId,
        spy: 'both',
        whisper: whispers ? 'out' : 'none',
        app,
        appArgs: 'leg',
      })
      if (answer.status >= 300 || answer.status === 0) {
        legs.forget(channelId)
        return doneOf(answer)
      }
      // It is answered before the channel is ours: until then nothing can be written on it.
      await entered
      return setVariables(channelId, { __OW_CALLREF: callRef, OW_LEG: '1', ...variablesOf(marks) })
    },
    mark: (channelId, marks) => setVariables(channelId, variablesOf(marks)),
    receiveFax: (channelId) => sendAway(channelId, 'ow-fax', 's'),
    async sendOn(channelId, number) {
      const leg = legs.of(channelId)
      leg.isSentOn = true
      const done = await sendAway(channelId, 'ow-send-on', number)
      if (!done.ok) leg.isSentOn = false
      return done
    },
  }
}
