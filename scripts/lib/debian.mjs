import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** Whether packages can be installed here: root on Debian. */
export const canInstall = () =>
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/apt-get') &&
  /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/**
 * Installs Debian packages without questions and without starting their services.
 * Returns what went wrong, or undefined.
 */
export function install(packages) {
  const options = ['-q', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300']
  const attempt = () => apt(['install', ...options, '-o', 'Dpkg::Options::=--force-confold', ...packages])
  return withoutServices(() => {
    if (packages.every(isKnown) && attempt().status === 0) return undefined
    // Lists that are missing, or older than the mirror.
    apt(['update', '-q', '-o', 'DPkg::Lock::Timeout=300'])
    const { status, stdout, stderr } = attempt()
    return status === 0 ? undefined : `${stdout}${stderr}`
  })
}

const isKnown = (name) => {
  const { stdout } = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  return /Candidate: (?!\(none\))/.test(stdout)
}

const apt = (args) =>
  spawnSync('apt-get', args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    maxBuffer: 64 * 1024 * 1024,
  })

/** Debian asks this file whether a package may start its service; 101 means no. */
function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return work()
  } finally {
    rmSync(policy, { force: true })
  }
}
