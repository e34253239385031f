import { useEffect, useEffectEvent, useRef, useState } from 'react'

const OFF = 'onewindow.bell-off'
type Note = { hz: number; s: number }
/** Two notes for work that is offered. */
const OFFER: readonly Note[] = [
  { hz: 784, s: 0.16 },
  { hz: 988, s: 0.16 },
]
/** A telephone that rings: told from the other by its rhythm, and by its coming again. */
const CALL: readonly Note[] = [523, 659, 523, 659, 523, 659].map((hz) => ({ hz, s: 0.11 }))
const RING_AGAIN_MS = 2_600
const LOUD = 0.16

const isSwitchedOn = () => localStorage.getItem(OFF) !== 'yes'

/** Browsers allow sound only after somebody has touched the page: the first press or key on it unlocks it. */
function useAudio() {
  const audio = useRef<AudioContext | undefined>(undefined)
  useEffect(() => {
    const unlock = () => {
      audio.current ??= new AudioContext()
      void audio.current.resume()
    }
    const once = { once: true, capture: true }
    window.addEventListener('pointerdown', unlock, once)
    window.addEventListener('keydown', unlock, once)
    return () => {
      window.removeEventListener('pointerdown', unlock, once)
      window.removeEventListener('keydown', unlock, once)
      void audio.current?.close()
      audio.current = undefined
    }
  }, [])
  return audio
}

/** The sound of an offer, made by the browser: nothing to download. */
export function useBell() {
  const audio = useAudio()
  const [isOn, setOn] = useState(isSwitchedOn)
  return {
    isOn,
    switchTo(on: boolean) {
      if (on) localStorage.removeItem(OFF)
      else localStorage.setItem(OFF, 'yes')
      setOn(on)
    },
    /** Sounds once, where it is switched on and the browser allows it. */
    ring() {
      if (isOn && audio.current?.state === 'running') chime(audio.current, OFFER)
    },
    /** Sounds whether switched on or not: called by a press, so the browser allows it. */
    test() {
      audio.current ??= new AudioContext()
      const context = audio.current
      void context.resume().then(() => chime(context, OFFER))
    },
  }
}

export type Bell = ReturnType<typeof useBell>

/** Rings for as long as a call does, where sound is switched on and the browser allows it. */
export function useRinging(isRinging: boolean) {
  const audio = useAudio()
  const ring = useEffectEvent(() => {
    if (isSwitchedOn() && audio.current?.state === 'running') chime(audio.current, CALL)
  })
  useEffect(() => {
    if (!isRinging) return
    ring()
    const timer = setInterval(() => ring(), RING_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isRinging])
}

/** Short notes, one after the other, each fading away. */
function chime(context: AudioContext, notes: readonly Note[]) {
  let at = context.currentTime + 0.02
  for (const { hz, s } of notes) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = hz
    volume.gain.setValueAtTime(LOUD, at)
    volume.gain.exponentialRampToValueAtTime(0.001, at + s * 2)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + s * 2)
    at += s
  }
}
