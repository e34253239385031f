import type { MissedCall, Sound } from '../exchange.ts'
import { endChannel, setUp } from './channels.ts'
import { listenForFax } from './fax.ts'
import { dialOn, isFree } from './legs.ts'
import { startPlaying, stopAllOn } from './sounds.ts'
import { type Channel, laterOn, type Switch } from './state.ts'

const RING_MS = 9000
const TRY_AGAIN_MS = 3000
const ANSWER_WITHIN_MS = 10_000
const THANKS_MS = 3000
const WELCOME_MS = 6000

const says = (prompt: string): Sound => ({ prompt, language: 'zh-TW' })

/**
 * The exchange's own queue, which serves while nobody follows: rings the phone that has been idle longest, asks for
 * the score afterwards, and writes down what became of the call until somebody has read it.
 */
export function serveInOwnQueue(sw: Switch, caller: Channel, answerMs: number) {
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
  const say = (...prompts: string[]) =>
    startPlaying(sw, { channelId: caller.id }, `alone-${caller.id}-${prompts[0]}`, prompts.map(says))
  const ringNext = (tried: ReadonlySet<string>) => {
    // Nobody is rung for who has hung up.
    if (!sw.channels.has(caller.id)) return
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
      call.recording = `alone-${caller.callRef}`
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
    const bye = () => endChannel(sw, caller, 'normal', false)
    const ask = (prompt: string, answered: (digit: string) => void) => {
      say(prompt)
      const giveUp = laterOn(sw, caller, ANSWER_WITHIN_MS, bye)
      caller.takesDigit = (digit) => {
        caller.takesDigit = null
        giveUp()
        stopAllOn(sw, caller.id, false)
        answered(digit)
      }
    }
    ask('survey-consent', (digit) => {
      if (digit !== '1') return bye()
      call.survey = { consent: true, score: null }
      ask('survey-question', (score) => {
        if (/^[1-5]$/.test(score)) call.survey = { consent: true, score: Number(score) }
        say('survey-thanks')
        laterOn(sw, caller, THANKS_MS, bye)
      })
    })
  }
  laterOn(sw, caller, answerMs, () => {
    setUp(sw, caller)
    listenForFax(sw, caller)
    say('greeting', 'recording-notice')
    laterOn(sw, caller, WELCOME_MS, () => {
      caller.music = true
      ringNext(new Set())
    })
  })
}
