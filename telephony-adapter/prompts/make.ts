import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../plan.ts'
import { speak } from './speak.ts'
import { PROMPT_TEXTS } from './texts.ts'

const LANGUAGES: readonly Language[] = ['zh-TW', 'en']

/**
 * Makes the sounds of every text that the product brings: `<dir>/<language>/<key>.wav`. What is there already stays.
 * @returns how many were made now
 * @throws NoSpeech when espeak-ng is not installed
 */
export async function makePrompts(dir: string): Promise<number> {
  let made = 0
  for (const language of LANGUAGES) {
    await mkdir(join(dir, language), { recursive: true })
    for (const [key, text] of Object.entries(PROMPT_TEXTS)) {
      const path = join(dir, language, `${key}.wav`)
      const there = await stat(path).catch(() => undefined)
      if (there) continue
      // Whole or not at all: somebody else may make them at the same time, and a caller must not hear half of one.
      const draft = `${path}.${process.pid}`
      await writeFile(draft, await speak(text[language], language))
      await rename(draft, path)
      made++
    }
  }
  return made
}
