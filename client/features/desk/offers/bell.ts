import { useEffect, useRef, useState } from 'react'

const OFF = 'onewindow.bell-off'
const NOTES_HZ = [784, 988]
const NOTE_S = 0.16
const LOUD = 0.16

/**
 * The sound of an offer, made by the browser: nothing to download. Browsers allow sound only after somebody has
 * touched the page, so the first press or key on it unlocks the bell.
 */
export function useBell() {
  const audio = useRef<AudioContext | undefined>(undefined)
  const [isOn, setOn] = useState(() => localStorage.getItem(OFF) !== 'yes')

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
    }
  }, [])

  return {
    isOn,
    switchTo(on: boolean) {
      if (on) localStorage.removeItem(OFF)
      else localStorage.setItem(OFF, 'yes')
      setOn(on)
    },
    /** Sounds once, where it is switched on and the browser allows it. */
    ring() {
      if (isOn && audio.current?.state === 'running') chime(audio.current)
    },
    /** Sounds whether switched on or not: called by a press, so the browser allows it. */
    test() {
      audio.current ??= new AudioContext()
      const context = audio.current
      void context.resume().then(() => chime(context))
    },
  }
}

export type Bell = ReturnType<typeof useBell>

/** Two short notes, each fading away. */
function chime(context: AudioContext) {
  const start = context.currentTime + 0.02
  for (const [i, hz] of NOTES_HZ.entries()) {
    const at = start + i * NOTE_S
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = hz
    volume.gain.setValueAtTime(LOUD, at)
    volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 2)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + NOTE_S * 2)
  }
}
