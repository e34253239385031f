import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Installation } from './embedded-binaries.ts'
import { giveTo, type Identity, runAs } from './embedded-identity.ts'
import { initialisation, type Tuning } from './embedded-settings.ts'

export const USER = 'onewindow'

/** From the most to the least useful; not every system has the first. */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'C']

export type Cluster = {
  installation: Installation
  identity: Identity
  tuning: Tuning
  /** PostgreSQL's own directory, inside the data directory. */
  folder: string
}

/** The database user's password: made once, readable by the owner of the data directory only. */
export async function passwordIn(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres-password')
  const kept = await readFile(file, 'utf8').catch(() => '')
  if (kept) return kept
  const unfinished = `${file}.new`
  const password = randomBytes(24).toString('base64url')
  await writeFile(unfinished, password, { mode: 0o600 })
  await rename(unfinished, file)
  return password
}

/** Makes PostgreSQL's directory unless it is there. All or nothing: one half made is never found under its name. */
export async function initialise({ installation, identity, tuning, folder }: Cluster, password: string) {
  if (await matchingVersion(folder, installation.major)) return giveTo(identity, folder)
  const unfinished = `${folder}.new`
  for (const characterTypes of CHARACTER_TYPES) {
    await rm(unfinished, { recursive: true, force: true })
    await mkdir(unfinished, { mode: 0o700 })
    await giveTo(identity, unfinished)
    const complaint = await initdb(
      { installation, identity, tuning, folder: unfinished },
      password,
      characterTypes,
    )
    if (complaint === undefined) return rename(unfinished, folder)
    if (!complaint.includes('invalid locale')) throw new Error(`PostgreSQL could not be set up: ${complaint}`)
  }
}

async function initdb(
  cluster: Cluster,
  password: string,
  characterTypes: string,
): Promise<string | undefined> {
  const { installation, identity, tuning, folder } = cluster
  const secret = await handOver(`${folder}.password`, password, identity)
  const { path, directory } = await pathFor(cluster)
  try {
    const child = runAs(
      identity,
      join(installation.folder, 'bin/initdb'),
      [
        `--pgdata=${path}`,
        `--username=${USER}`,
        '--auth=scram-sha-256',
        '--pwfile=/dev/stdin',
        ...(tuning === 'throw-away' ? ['--no-sync'] : []),
        ...initialisation(installation.major, characterTypes),
      ],
      [secret.fd, 'ignore', 'pipe', directory.fd],
    )
    const [[code], complaint] = await Promise.all([once(child, 'close'), text(child.stderr!)])
    return code === 0 ? undefined : complaint || `initdb ended with ${code}`
  } finally {
    await Promise.all([secret.close(), directory.close()])
  }
}

/** An open file that only this identity can read, already without a name. */
async function handOver(path: string, content: string, identity: Identity) {
  await writeFile(path, content, { mode: 0o600 })
  await giveTo(identity, path)
  const file = await open(path)
  await rm(path)
  return file
}

/**
 * What to call the cluster's directory on the server's command line, and the open directory to hand over as its
 * descriptor 3. `nobody` may not be able to walk there by name: a descriptor needs no walking.
 */
export async function pathFor({ identity, folder }: Pick<Cluster, 'identity' | 'folder'>) {
  return { path: identity === 'nobody' ? '/proc/self/fd/3' : folder, directory: await open(folder) }
}

async function matchingVersion(folder: string, major: number): Promise<boolean> {
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')
  if (version && Number(version) !== major) {
    throw new Error(
      `資料目錄 ${folder} 屬於 PostgreSQL ${version.trim()}，本版使用 ${major}，資料沒有變動；請依操作手冊匯出後再升級。\n` +
        `${folder} was made by PostgreSQL ${version.trim()} and this version runs ${major}. Nothing was changed.`,
    )
  }
  return version !== ''
}
