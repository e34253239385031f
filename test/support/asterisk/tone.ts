import { wavOf } from '../../../telephony-adapter/wav.ts'

const RATE = 8000

/** A tone of that length as a WAV that every exchange reads: 8 kHz, 16 bits, one channel. */
export const toneWav = (ms: number, hertz = 440): Buffer =>
  wavOf(
    Int16Array.from({ length: Math.round((RATE * ms) / 1000) }, (_, n) =>
      Math.round(8000 * Math.sin((2 * Math.PI * hertz * n) / RATE)),
    ),
    RATE,
  )
