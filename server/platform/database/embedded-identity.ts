import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { lchown, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** PostgreSQL refuses to run as root. `nobody` has this number on every Linux that we know. */
const NOBODY = 65534

/**
 * Who runs PostgreSQL: ourselves; ourselves under another number (root in a user namespace: sees and owns what root
 * owns); or `nobody` (root where namespaces are refused, as in most containers).
 */
export type Identity = 'self' | 'namespace' | 'nobody'

/** The cheapest identity under which `binary` runs and `dataDir` can be written. */
export async function chooseIdentity(binary: string, dataDir: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return 'self'
  const probe = 'test -w "$1" && exec "$2" --version'
  return (await succeeds(runAs('namespace', 'sh', ['-c', probe, 'sh', dataDir, binary])))
    ? 'namespace'
    : 'nobody'
}

/** Starts a command under this identity, in a process group of its own: Ctrl-C must reach us first, not it. */
export function runAs(
  identity: Identity,
  command: string,
  args: string[],
  stdio: SpawnOptions['stdio'] = 'ignore',
): ChildProcess {
  const { PATH = '/usr/bin:/bin', TMPDIR } = process.env
  const options: SpawnOptions = {
    stdio,
    detached: true,
    cwd: '/',
    env: { PATH, LANG: 'C', TZ: 'UTC', ...(TMPDIR && { TMPDIR }) },
  }
  if (identity === 'namespace') {
    const mapping = ['-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
    return spawn('unshare', [...mapping, '--', command, ...args], options)
  }
  return spawn(command, args, { ...options, ...(identity === 'nobody' && { uid: NOBODY, gid: NOBODY }) })
}

export async function succeeds(child: ChildProcess): Promise<boolean> {
  const [code] = await once(child, 'close').catch(() => [-1])
  return code === 0
}

/** Gives a file, or a directory with all that is in it, to this identity. Only root can, and only root needs to. */
export async function giveTo(identity: Identity, path: string): Promise<void> {
  if (identity === 'self') return
  const uid = identity === 'nobody' ? NOBODY : 0
  const top = await lstat(path)
  if (top.uid === uid) return
  const inside = top.isDirectory() ? await readdir(path, { recursive: true }) : []
  for (const entry of inside) await lchown(join(path, entry), uid, uid)
  // Last, so that an interrupted change of hands is taken up again.
  await lchown(path, uid, uid)
}
