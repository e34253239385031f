import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AdapterLog } from '../adapter.ts'
import type { Language, Plan } from '../plan.ts'

const PATIENCE_MS = 10_000

/**
 * Sounds that a plan names (the menu, announcements, recordings that replace what we bring) beside those that we bring:
 * fetched once, proved by their hash, and kept, so that callers hear them also while the server is away.
 */
export function keptSounds(dir: string, log: AdapterLog) {
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

  return {
    /** Fetches what is missing. One that cannot be fetched is tried again with the next plan; never throws. */
    async keep(next: Pick<Plan, 'prompts'>): Promise<void> {
      prompts = next.prompts
      for (const sound of Object.values(next.prompts).flatMap((languages) => Object.values(languages)))
        await fetchOne(sound).catch((err) =>
          log.warn({ err, url: sound.url }, 'a spoken text could not be fetched; callers hear what we bring'),
        )
      await writeListed(listed, prompts).catch((err) => log.warn({ err }, 'spoken texts could not be listed'))
    },
    /** Where it is, without suffix; undefined: not kept, and what we bring is played. */
    pathOf(key: string, language: Language): string | undefined {
      const sha256 = prompts[key]?.[language]?.sha256
      return sha256 && existsSync(`${pathOf(sha256)}.wav`) ? pathOf(sha256) : undefined
    },
  }
}

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
