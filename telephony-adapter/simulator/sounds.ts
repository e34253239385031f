import type { On, Sound } from '../exchange.ts'
import { later, type Playing, type Switch, tell } from './state.ts'

/** How long a sound takes, in milliseconds: near enough to speech for patience and captions to be believable. */
function lengthOf(sound: Sound): number {
  if ('silenceMs' in sound) return sound.silenceMs
  if ('tone' in sound) return 300
  if ('number' in sound) return 450 * String(Math.abs(sound.number)).length
  return 3000
}

/** Plays these after whatever plays there already; `played` tells the end. */
export function startPlaying(sw: Switch, on: On, playId: string, sounds: readonly Sound[]) {
  const target = 'channelId' in on ? on.channelId : on.bridgeId
  const waiting = sw.playings.get(target) ?? []
  sw.playings.set(target, waiting)
  waiting.push({ playId, on: target, sounds: [...sounds], cancel: () => {} })
  if (waiting.length === 1) playNext(sw, target)
}

function playNext(sw: Switch, target: string) {
  const first = sw.playings.get(target)?.[0]
  if (!first) {
    sw.playings.delete(target)
    return
  }
  playSound(sw, first, 0)
}

function playSound(sw: Switch, playing: Playing, n: number) {
  const sound = playing.sounds[n]
  if (!sound) return endPlaying(sw, playing, true)
  if ('prompt' in sound && !sw.hasPrompt(sound.prompt)) return endPlaying(sw, playing, false)
  for (const channel of listeners(sw, playing.on)) {
    channel.music = false
    channel.heard.push({ at: sw.clock.now(), sound })
  }
  playing.cancel = later(sw, lengthOf(sound), () => playSound(sw, playing, n + 1))
}

function listeners(sw: Switch, target: string) {
  const ids = sw.channels.has(target) ? [target] : [...(sw.bridges.get(target) ?? [])]
  return ids.flatMap((id) => sw.channels.get(id) ?? [])
}

function endPlaying(sw: Switch, playing: Playing, ok: boolean) {
  playing.cancel()
  const waiting = sw.playings.get(playing.on) ?? []
  const wasFirst = waiting[0] === playing
  const left = waiting.filter((other) => other !== playing)
  if (left.length) sw.playings.set(playing.on, left)
  else sw.playings.delete(playing.on)
  tell(sw, playing.on, { type: 'played', playId: playing.playId, ok })
  if (wasFirst && left.length) playNext(sw, playing.on)
}

export function findPlaying(sw: Switch, playId: string): Playing | undefined {
  for (const playings of sw.playings.values()) {
    const found = playings.find((playing) => playing.playId === playId)
    if (found) return found
  }
  return undefined
}

export function stopPlaying(sw: Switch, playing: Playing) {
  endPlaying(sw, playing, true)
}

/** Whatever plays there ends, what waited too. */
export function stopAllOn(sw: Switch, target: string, ok: boolean) {
  const playings = sw.playings.get(target) ?? []
  sw.playings.delete(target)
  for (const playing of playings) {
    playing.cancel()
    tell(sw, target, { type: 'played', playId: playing.playId, ok })
  }
}

export function isPlaying(sw: Switch, target: string | null): boolean {
  return target !== null && sw.playings.has(target)
}
