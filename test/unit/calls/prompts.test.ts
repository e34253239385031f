import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { peaksOf, readWav } from '../../../server/calls/media/wav.ts'
import { resampled } from '../../../telephony-adapter/prompts/resample.ts'
import { NoSpeech, speak } from '../../../telephony-adapter/prompts/speak.ts'
import { wavOf } from '../../../telephony-adapter/wav.ts'

const tone = (hertz: number, rate: number, seconds: number) =>
  Int16Array.from({ length: rate * seconds }, (_, n) => 10_000 * Math.sin((2 * Math.PI * hertz * n) / rate))
const loudness = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

test('a tone keeps its pitch and strength when it is made for the telephone', () => {
  const made = resampled(tone(440, 22_050, 1), 22_050, 8000)
  expect(made).toHaveLength(8000)
  const crossings = made.reduce((n, sample, at) => n + Number(at > 0 && made[at - 1]! < 0 && sample >= 0), 0)
  expect(crossings).toBeGreaterThanOrEqual(439)
  expect(crossings).toBeLessThanOrEqual(441)
  expect(loudness(made) / loudness(tone(440, 8000, 1))).toBeCloseTo(1, 1)
})

test('what the telephone cannot carry is silent, not a whistle', () => {
  const made = resampled(tone(6000, 22_050, 1), 22_050, 8000)
  expect(loudness(made.subarray(200, -200))).toBeLessThan(100)
})

test('a sound that is written can be read, also when its header was never completed', () => {
  const bytes = wavOf(tone(440, 8000, 2), 8000)
  expect(readWav(bytes)).toMatchObject({ rate: 8000, channels: 1, ms: 2000 })
  bytes.writeUInt32LE(0, 40)
  expect(readWav(bytes)).toMatchObject({ ms: 2000 })
  expect(readWav(bytes.subarray(0, 8044))).toMatchObject({ ms: 500 })
  expect(readWav(Buffer.from('RIFFxxxxWAVEnothing'))).toBeUndefined()
  expect(readWav(Buffer.from('no sound'))).toBeUndefined()
})

test('the waveform shows where somebody spoke and where nobody did', () => {
  const samples = new Int16Array(8000)
  samples.set(tone(440, 8000, 0.5), 4000)
  const peaks = peaksOf(samples, 10)
  expect(peaks.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
  expect(Math.min(...peaks.slice(5))).toBeGreaterThan(25)
  expect(peaksOf(new Int16Array(3), 10)).toHaveLength(3)
})

test('a sentence is spoken as the exchange plays it', async () => {
  const wav = readWav(await speak('差勤系統請按一，WebHR 請按二。', 'zh-TW'))!
  expect(wav).toMatchObject({ rate: 8000, channels: 1 })
  expect(wav.ms).toBeGreaterThan(1500)
  expect(loudness(wav.samples)).toBeGreaterThan(500)
})

test('Chinese is spoken in Mandarin, not spelled in English', () => {
  const phonemes = execFileSync('espeak-ng', ['-q', '-x', '-v', 'cmn-latn-pinyin', '您好']).toString()
  expect(phonemes).not.toContain('(en)')
  expect(phonemes).toContain("n'i35n")
})

test('a machine that cannot speak says so', async () => {
  await expect(speak('您好', 'zh-TW', 'no-such-program')).rejects.toThrow(NoSpeech)
})
