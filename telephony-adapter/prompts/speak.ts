import { spawn } from 'node:child_process'
import { buffer, text as textOf } from 'node:stream/consumers'
import type { Language } from '../plan.ts'
import { HEADER_BYTES, wavOf } from '../wav.ts'
import { resampled, TELEPHONE_RATE } from './resample.ts'

/**
 * About as fast as a newsreader. The voice `cmn` of espeak-ng 1.51 reads every Chinese character as English letters;
 * `cmn-latn-pinyin` speaks Mandarin, and would spell what is in Latin letters: that is left to the English voice.
 */
const VOICES: Record<Language, string[]> = {
  'zh-TW': ['-v', 'cmn-latn-pinyin', '-s', '185'],
  en: ['-v', 'en', '-s', '150'],
}
const LATIN = /([A-Za-z][A-Za-z0-9 .+-]*)/u
const PATIENCE_MS = 20_000

/** The program that makes speech is not on this machine. */
export class NoSpeech extends Error {}

/**
 * Speaks a text with espeak-ng: WAV as exchanges play it, 8 kHz, one channel, 16 bits.
 * @throws NoSpeech without the program; Error when it fails or takes 20 seconds
 */
export async function speak(text: string, language: Language, program = 'espeak-ng'): Promise<Buffer> {
  const parts: Int16Array[] = []
  for (const [words, voice] of partsOf(text, language)) parts.push(await spoken(words, voice, program))
  const samples = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    samples.set(part, at)
    at += part.length
  }
  return wavOf(samples, TELEPHONE_RATE)
}

/** The words with the language of each: names in Latin letters are English also in a Chinese sentence. */
function partsOf(text: string, language: Language): [string, Language][] {
  if (language === 'en') return [[text, 'en']]
  return text
    .split(LATIN)
    .map((words): [string, Language] => [words.trim(), LATIN.test(words) ? 'en' : language])
    .filter(([words]) => /[\p{L}\p{N}]/u.test(words))
}

async function spoken(words: string, language: Language, program: string): Promise<Int16Array> {
  const child = spawn(program, ['--stdout', '-z', ...VOICES[language], '--', words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new NoSpeech(`${program} is not installed`) : error),
    )
    child.once('close', resolve)
  })
  const [code, sound, said] = await Promise.all([ended, buffer(child.stdout), textOf(child.stderr)])
  if (code !== 0 || sound.length <= HEADER_BYTES)
    throw new Error(`${program} ended with ${code}: ${said.trim()}`)
  // Written to a pipe, the header's lengths are not true: the samples are what follows it.
  const rate = sound.readUInt32LE(24)
  const samples = new Int16Array(Math.floor((sound.length - HEADER_BYTES) / 2))
  for (let n = 0; n < samples.length; n++) samples[n] = sound.readInt16LE(HEADER_BYTES + 2 * n)
  return resampled(samples, rate, TELEPHONE_RATE)
}
