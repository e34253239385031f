import type { MissedCall, Sound } from '../exchange.ts'
import { endChannel, setUp } from './channels.ts'
import { dialOn, isFree } from './legs.ts'
import { startPlaying } from './sounds.ts'
import { type Channel, laterOn, type Switch } from './state.ts'

const RING_MS = 9000
const TRY_AGAIN_MS = 3000
const ANSWER_WITHIN_MS = 10_000
const AGAIN_AFTER_MS = 1000

const says = (prompt: string): Sound => ({ prompt, language: 'zh-TW' })

/**
 * The exchange's own queue, which serves while nobody follows: rings the phone that has been idle longest, asks for
 * the score afterwards, and writes down what became of the call until somebody has read it.
 */
export function serveInOwnQueue(sw: Switch, caller: Channel) {
  const iso = () => new Date(sw.clock.now()).toISOString()
  const call: MissedCall = {
    callRef: caller.callRef,
    from: caller.from,
    to: caller.to,
    arrivedAt: new Date(caller.startedAt).toISOString(),
    answeredAt: null,
    endedAt: '',
    extension: null,
    outcome: 'abandoned',
    survey: null,
    recording: null,
  }
  const written = caller.whenGone
  caller.isOurs = false
  caller.whenGone = (cause) => {
    written(cause)
    const recording = sw.recordings.get(call.recording ?? '')
    if (recording) recording.endedAt ??= sw.clock.now()
    sw.missed.push({ ...call, endedAt: iso() })
  }
  setUp(sw, caller)
  caller.music = true

  const ringNext = (tried: ReadonlySet<string>) => {
    const next = [...sw.phones.values()]
      .filter(({ extension }) => isFree(sw, extension) && !tried.has(extension))
      .sort((a, b) => a.idleSince - b.idleSince || a.extension.localeCompare(b.extension))[0]
    if (!next) {
      laterOn(sw, caller, TRY_AGAIN_MS, () => ringNext(new Set()))
      return
    }
    const leg = dialOn(sw, caller, next.extension, RING_MS, () => {
      if (leg.state === 'up') afterTheTalk()
      else ringNext(new Set([...tried, next.extension]))
    })
    const connect = leg.whenUp
    leg.whenUp = () => {
      connect()
      call.answeredAt = iso()
      call.extension = next.extension
      call.outcome = 'answered'
      call.recording = `own-queue-${caller.callRef}`
      sw.recordings.set(call.recording, {
        name: call.recording,
        bridgeId: null,
        startedAt: sw.clock.now(),
        endedAt: null,
        pauses: [],
      })
    }
  }
  const afterTheTalk = () => {
    const recording = sw.recordings.get(call.recording ?? '')
    if (recording) recording.endedAt = sw.clock.now()
    call.survey = { consent: false, score: null }
    const bye = () => endChannel(sw, caller, 'normal', true)
    const ask = (prompt: string, answered: (digit: string) => void) => {
      startPlaying(sw, { channelId: caller.id }, `${prompt}-${caller.id}`, [says(prompt)])
      const giveUp = laterOn(sw, caller, ANSWER_WITHIN_MS, bye)
      caller.takesDigit = (digit) => {
        caller.takesDigit = null
        giveUp()
        answered(digit)
      }
    }
    ask('survey-consent', (digit) => {
      if (digit !== '1') return bye()
      call.survey = { consent: true, score: null }
      ask('survey-question', (score) => {
        if (/^[1-5]$/.test(score)) call.survey = { consent: true, score: Number(score) }
        laterOn(sw, caller, AGAIN_AFTER_MS, bye)
      })
    })
  }
  ringNext(new Set())
}
