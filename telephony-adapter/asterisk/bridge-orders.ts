import { setTimeout as pause } from 'node:timers/promises'
import type { Exchange } from '../exchange.ts'
import type { AriLink } from './ari-link.ts'
import { doneOf, OK } from './done.ts'
import type { journal } from './journal.ts'
import { RECORDING } from './snapshot.ts'

type Orders = Pick<
  Exchange,
  | 'makeBridge'
  | 'join'
  | 'part'
  | 'endBridge'
  | 'record'
  | 'pauseRecording'
  | 'stopRecording'
  | 'fetchRecording'
  | 'forgetRecording'
  | 'fetchFax'
  | 'forgetFax'
>

const ALREADY_THERE = 409
const FINISH_MS = 2_000
const FINISH_STEP_MS = 20

/** What is ordered of a talk, and of what was recorded or received. */
export function bridgeOrders(
  { rest, download }: Pick<AriLink, 'rest' | 'download'>,
  books: ReturnType<typeof journal> | undefined,
): Orders {
  const stored = (recordingName: string) => `/recordings/stored/${encodeURIComponent(recordingName)}/file`
  const forgetStored = async (recordingName: string) => {
    const done = doneOf(await rest('DELETE /recordings/stored/{recordingName}', { recordingName }))
    return done.ok || done.code === 'gone' ? OK : done
  }
  /** Waits until a recording is in such a state, for a while; undefined: it is over. */
  async function untilIs(recordingName: string, isSo: (state: string | undefined) => boolean) {
    const until = performance.now() + FINISH_MS
    while (performance.now() < until) {
      const { status, body } = await rest('GET /recordings/live/{recordingName}', { recordingName })
      if (isSo(status === 200 ? body?.state : undefined)) return
      await pause(FINISH_STEP_MS)
    }
  }
  /** One that is stopped before it has begun is never told as finished, nor kept: so it begins first. */
  async function stop(recordingName: string) {
    await untilIs(recordingName, (state) => state !== 'queued')
    return doneOf(await rest('POST /recordings/live/{recordingName}/stop', { recordingName }))
  }
  /** One whose bridge is taken away from under it is never told as finished: so it ends first. */
  async function finish(recordingName: string) {
    await stop(recordingName)
    await untilIs(recordingName, (state) => state === undefined)
  }
  return {
    async makeBridge(bridgeId) {
      const answer = await rest('POST /bridges/{bridgeId}', {
        bridgeId,
        type: 'mixing,dtmf_events',
        name: bridgeId,
      })
      return answer.status === ALREADY_THERE ? OK : doneOf(answer)
    },
    join: async (bridgeId, channel) =>
      doneOf(await rest('POST /bridges/{bridgeId}/addChannel', { bridgeId, channel })),
    part: async (bridgeId, channel) =>
      doneOf(await rest('POST /bridges/{bridgeId}/removeChannel', { bridgeId, channel })),
    async endBridge(bridgeId) {
      const { body } = await rest('GET /bridges/{bridgeId}/variable', { bridgeId, variable: RECORDING })
      if (body?.value) await finish(body.value)
      return doneOf(await rest('DELETE /bridges/{bridgeId}', { bridgeId }))
    },
    async record(bridgeId, name) {
      const answer = await rest('POST /bridges/{bridgeId}/record', {
        bridgeId,
        name,
        format: 'wav',
        ifExists: 'overwrite',
      })
      // So that it is found again by an adapter that has just begun.
      if (answer.status < 300 && answer.status > 0)
        await rest('POST /bridges/{bridgeId}/variable', { bridgeId, variable: RECORDING, value: name })
      return doneOf(answer)
    },
    pauseRecording: async (recordingName, isPaused) =>
      doneOf(
        isPaused
          ? await rest('POST /recordings/live/{recordingName}/pause', { recordingName })
          : await rest('DELETE /recordings/live/{recordingName}/pause', { recordingName }),
      ),
    stopRecording: stop,
    fetchRecording: (name) => download(stored(name)),
    forgetRecording: forgetStored,
    fetchFax: (name) => download(stored(name)),
    async forgetFax(name) {
      const done = await forgetStored(name)
      if (!done.ok || !books) return done
      try {
        await books.forgetFax(name)
        return OK
      } catch (error) {
        return { ok: false, code: 'link-down', why: (error as Error).message }
      }
    },
  }
}
