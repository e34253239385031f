import { useEffect, useRef, useState } from 'react'

export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2] as const
export type Speed = (typeof SPEEDS)[number]

/** Where a key moves the place in a recording, in seconds from its start; undefined for other keys. */
export function placeByKey(key: string, at: number, total: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -5,
    ArrowRight: 5,
    ArrowDown: -1,
    ArrowUp: 1,
    PageDown: -30,
    PageUp: 30,
  }
  if (key === 'Home') return 0
  if (key === 'End') return total
  const step = steps[key]
  return step === undefined ? undefined : Math.min(total, Math.max(0, at + step))
}

/**
 * Plays one sound. Nothing is fetched before somebody wants to hear it: each hearing is logged.
 * @param totalS its length as far as it is known
 */
export function usePlayer(source: string, totalS: number) {
  const audio = useRef<HTMLAudioElement | undefined>(undefined)
  const [isPlaying, setPlaying] = useState(false)
  const [isBroken, setBroken] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(totalS)
  const [speed, setSpeed] = useState<Speed>(1)

  useEffect(() => {
    const element = new Audio()
    element.preload = 'none'
    element.src = source
    audio.current = element
    const hear = {
      play: () => setPlaying(true),
      pause: () => setPlaying(false),
      ended: () => setPlaying(false),
      timeupdate: () => setAt(element.currentTime),
      loadedmetadata: () => Number.isFinite(element.duration) && setLength(element.duration),
      error: () => {
        setBroken(true)
        setPlaying(false)
      },
    }
    for (const [event, listener] of Object.entries(hear)) element.addEventListener(event, listener)
    return () => {
      for (const [event, listener] of Object.entries(hear)) element.removeEventListener(event, listener)
      element.pause()
      element.removeAttribute('src')
    }
  }, [source])

  return {
    isPlaying,
    isBroken,
    at,
    length,
    speed,
    toggle() {
      const element = audio.current
      if (!element) return
      if (isPlaying) return element.pause()
      setBroken(false)
      if (element.error) element.load()
      // Before the first hearing there is nothing to move in yet.
      if (Math.abs(element.currentTime - at) > 0.5) element.currentTime = at
      element.playbackRate = speed
      void element.play().catch(() => undefined)
    },
    moveTo(seconds: number) {
      const place = Math.min(length, Math.max(0, seconds))
      setAt(place)
      if (audio.current && audio.current.readyState > 0) audio.current.currentTime = place
    },
    changeSpeed(next: Speed) {
      setSpeed(next)
      if (audio.current) audio.current.playbackRate = next
    },
  }
}
