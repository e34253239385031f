import type { Clock } from '../clock.ts'
import type { SimulatedCaller } from './callers.ts'
import { chance } from './chance.ts'
import type { SimulatedWorld } from './world.ts'

type TrafficPlan = {
  seed: number
  /** Lines that are called, and the one that faxes go to; null: faxes come to the help line, with their tone. */
  lines: readonly string[]
  faxLine: string | null
  /** Calls that begin within an hour of the day, by that hour in 臺灣; one number: the same at every hour. */
  callsPerHour: number | readonly number[]
  /** Numbers of callers; beside them some unknown and some withheld. */
  numbers: readonly string[]
  /** Phones that answer by themselves. None: somebody else answers. */
  extensions: readonly string[]
  means?: { patienceMs?: number; talkMs?: number; wrapUpMs?: number }
}

/** What people did, for comparing with what was counted. */
type TrafficSum = {
  calls: number
  faxes: number
  answered: number
  /** Hung up before anybody answered. */
  gaveUp: number
  transfers: number
}

const HOUR_MS = 3_600_000
const TAIWAN_MS = 8 * HOUR_MS
const NO_ANSWER = 0.05
const TRANSFER = 0.1
const CONSENT = 0.6
const FAX = 0.03
const WITHHELD = 0.05
const UNKNOWN = 0.15
const LOOK_MS = 500
const PATIENCE_MS = 120_000
const TALK_MS = 180_000
const WRAP_UP_MS = 40_000

/**
 * People who call by themselves: arrivals by Poisson, patience exponential, talk and wrap-up lognormal, 5 % that a phone
 * does not answer, 10 % sent on, 60 % agreeing to be asked, 3 % faxes. The same seed makes the same people.
 *
 * @returns how it went so far, and how to let nobody else come: who is on the line finishes
 */
export function startTraffic(
  worlds: readonly SimulatedWorld[],
  clock: Clock,
  plan: TrafficPlan,
): { sum(): TrafficSum; stop(): void } {
  const luck = chance(plan.seed)
  const sum: TrafficSum = { calls: 0, faxes: 0, answered: 0, gaveUp: 0, transfers: 0 }
  const { patienceMs = PATIENCE_MS, talkMs = TALK_MS, wrapUpMs = WRAP_UP_MS } = plan.means ?? {}
  let isOver = false
  const after = (ms: number, run: () => void) => void clock.after(ms, run)
  const rate = () => {
    if (typeof plan.callsPerHour === 'number') return plan.callsPerHour
    return plan.callsPerHour[Math.floor((clock.now() + TAIWAN_MS) / HOUR_MS) % 24] ?? 0
  }
  const somebody = () => {
    if (luck.happens(WITHHELD) || plan.numbers.length === 0) return null
    if (luck.happens(UNKNOWN)) return `09${String(10_000_000 + luck.below(89_999_999))}`
    return luck.pick(plan.numbers)
  }
  const reachable = () => worlds.find((world) => world.state() === 'alive')

  const fax = () => {
    sum.faxes++
    const machine = { pages: luck.happens(0.1) ? null : 1 + luck.below(4), station: 'SIMULATED' }
    reachable()?.dial({ to: plan.faxLine ?? plan.lines[0] ?? '', from: somebody(), fax: machine })
  }
  const person = () => {
    const caller = reachable()?.dial({ to: luck.pick(plan.lines), from: somebody() })
    sum.calls++
    if (!caller || caller.state() === 'unreachable') return
    const patience = luck.exponential(patienceMs)
    const [agrees, score] = [luck.happens(CONSENT), String(3 + luck.below(3))]
    watch(caller, { until: clock.now() + patience, agrees, score, hasTalked: false, pressed: 0 })
  }
  type Mood = { until: number; agrees: boolean; score: string; hasTalked: boolean; pressed: number }
  const watch = (caller: SimulatedCaller, mood: Mood) => {
    after(LOOK_MS, () => {
      if (caller.state() === 'ended') return
      const hears = caller.hears()
      if (hears.kind === 'talk' && !mood.hasTalked) {
        mood.hasTalked = true
        sum.answered++
      }
      if (!mood.hasTalked && clock.now() >= mood.until) {
        sum.gaveUp++
        return caller.hangUp()
      }
      if (hears.kind === 'sound') answerQuestion(caller, mood, hears.sound)
      watch(caller, mood)
    })
  }
  /** Chooses in the menu; afterwards agrees to be asked, and says how it was. */
  const answerQuestion = (caller: SimulatedCaller, mood: Mood, sound: object) => {
    const prompt = 'prompt' in sound ? String(sound.prompt) : ''
    if (!mood.hasTalked && prompt.startsWith('menu') && mood.pressed === 0) {
      mood.pressed++
      caller.press(luck.pick(['1', '2', '3']))
    } else if (mood.hasTalked && prompt === 'survey-consent' && mood.pressed < 10) {
      mood.pressed = 10
      caller.press(mood.agrees ? '1' : '2')
    } else if (mood.hasTalked && /^survey-(question|score)$/.test(prompt) && mood.pressed === 10) {
      mood.pressed = 11
      caller.press(mood.score)
    }
  }
  const answerPhones = (extension: string) => {
    for (const world of worlds) {
      const phone = world.phone(extension)
      if (!phone.isRegistered()) phone.register()
      attend(phone)
    }
  }
  const attend = (phone: ReturnType<SimulatedWorld['phone']>) => {
    if (isOver) return
    after(LOOK_MS, () => {
      if (phone.state() !== 'ringing') return attend(phone)
      if (luck.happens(NO_ANSWER)) return after(30_000, () => attend(phone))
      const transfers = luck.happens(TRANSFER)
      const talks = luck.lognormal(talkMs, 0.6)
      after(1000 + luck.exponential(2500), () => {
        if (phone.answer()) talkOn(phone, talks, transfers)
        else attend(phone)
      })
    })
  }
  const talkOn = (phone: ReturnType<SimulatedWorld['phone']>, talks: number, transfers: boolean) => {
    const others = plan.extensions.filter((extension) => extension !== phone.extension)
    if (transfers && others.length > 0) {
      after(talks / 2, () => {
        if (phone.transfer(luck.pick(others))) sum.transfers++
      })
    }
    after(talks, () => {
      phone.hangUp()
      after(luck.lognormal(wrapUpMs, 0.5), () => attend(phone))
    })
  }
  const arrive = () => {
    const perHour = rate()
    // An hour in which nobody calls is looked at again soon.
    if (isOver) return
    if (perHour <= 0) return after(60_000, arrive)
    after(luck.exponential(HOUR_MS / perHour), () => {
      if (isOver) return
      if (luck.happens(FAX)) fax()
      else person()
      arrive()
    })
  }
  for (const extension of plan.extensions) answerPhones(extension)
  arrive()
  return {
    sum: () => ({ ...sum }),
    stop() {
      isOver = true
    },
  }
}
