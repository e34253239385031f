import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AdapterLog } from '../adapter.ts'
import type { Language, Plan } from '../plan.ts'

const PATIENCE_MS = 10_000
/** Longer than any call: whoever began to hear a sound hears it to its end. */
const UNNAMED_FOR_MS = 24 * 60 * 60_000
/** A sound, or a draft that a process has left behind. */
const OURS = /^([0-9a-f]{64})\.(?:wav|\d+)$/

/**
 * Sounds that a plan names (the menu, announcements, recordings that replace what we bring) beside those that we bring:
 * fetched once, proved by their hash, and kept, so that callers hear them also while the server is away. What no plan
 * has named for a day is removed.
 */
export function keptSounds(dir: string, log: AdapterLog, now: () => number = Date.now) {
  const listed = join(dir, 'prompts.json')
  let prompts: Plan['prompts'] = readListed(listed)
  const pathOf = (sha256: string) => join(dir, sha256)

  async function fetchOne({ sha256, url }: { sha256: string; url: string }) {
    if (!/^[0-9a-f]{64}$/.test(sha256) || existsSync(`${pathOf(sha256)}.wav`)) return
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new Error('what came is not what was named')
    await mkdir(dir, { recursive: true })
    const draft = `${pathOf(sha256)}.${process.pid}`
    await writeFile(draft, bytes)
    await rename(draft, `${pathOf(sha256)}.wav`)
  }

  /** A file is as old as the last plan that named it. */
  async function removeUnnamed(before: Plan['prompts'], after: Plan['prompts']) {
    const named = hashesIn(after)
    for (const sha256 of hashesIn(before))
      if (!named.has(sha256) && existsSync(`${pathOf(sha256)}.wav`))
        await utimes(`${pathOf(sha256)}.wav`, now() / 1000, now() / 1000)
    for (const name of await readdir(dir)) {
      const sha256 = OURS.exec(name)?.[1]
      if (sha256 === undefined || (named.has(sha256) && name.endsWith('.wav'))) continue
      const { mtimeMs } = await stat(join(dir, name))
      if (now() - mtimeMs > UNNAMED_FOR_MS) await rm(join(dir, name), { force: true })
    }
  }

  return {
    /** Fetches what is missing, and removes what has not been wanted for a day. One that cannot be fetched is tried again with the next plan; never throws. */
    async keep(next: Pick<Plan, 'prompts'>): Promise<void> {
      const before = prompts
      prompts = next.prompts
      for (const sound of Object.values(next.prompts).flatMap((languages) => Object.values(languages)))
        await fetchOne(sound).catch((err) =>
          log.warn({ err, url: sound.url }, 'a spoken text could not be fetched; callers hear what we bring'),
        )
      await writeListed(listed, prompts).catch((err) => log.warn({ err }, 'spoken texts could not be listed'))
      await removeUnnamed(before, prompts).catch((err) =>
        log.warn({ err }, 'spoken texts that nobody names any more could not be removed'),
      )
    },
    /** Where it is, without suffix; undefined: not kept, and what we bring is played. */
    pathOf(key: string, language: Language): string | undefined {
      const sha256 = prompts[key]?.[language]?.sha256
      return sha256 && existsSync(`${pathOf(sha256)}.wav`) ? pathOf(sha256) : undefined
    },
  }
}

const hashesIn = (prompts: Plan['prompts']) =>
  new Set(Object.values(prompts).flatMap((languages) => Object.values(languages).map(({ sha256 }) => sha256)))

/** After a restart without the server, what was kept is played as before. */
function readListed(path: string): Plan['prompts'] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Plan['prompts']
  } catch {
    return {}
  }
}

async function writeListed(path: string, prompts: Plan['prompts']) {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  await writeFile(draft, JSON.stringify(prompts))
  await rename(draft, path)
}
