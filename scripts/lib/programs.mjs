import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The first of these programs that is on the path; undefined if none is. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/** The `bin` folder of the oldest PostgreSQL that Debian's packages put on this machine. */
export function debianPostgres() {
  const place = '/usr/lib/postgresql'
  const versions = existsSync(place) ? readdirSync(place).sort((a, b) => Number(a) - Number(b)) : []
  return versions
    .map((version) => join(place, version, 'bin'))
    .find((bin) => isExecutable(join(bin, 'postgres')))
}

/** A mail server's program that is installed here; Debian keeps those where only root's path leads. */
export const mailProgram = (name) =>
  [`/usr/sbin/${name}`, `/usr/local/sbin/${name}`].find(isExecutable) ?? onPath(name)

/** A Chromium that is installed here. */
export function chromium() {
  return (
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find(isExecutable)
  )
}

/**
 * The folder with the exchange that the tests start; unpacked there first when it is not. Undefined when it cannot be
 * had: what the script says has been shown.
 */
export function asterisk() {
  const folder = join(homedir(), '.cache/onewindow/asterisk')
  const script = fileURLToPath(new URL('../../test/support/asterisk/asterisk-setup.sh', import.meta.url))
  const { status } = spawnSync('bash', [script, folder], { stdio: 'inherit' })
  return status === 0 ? folder : undefined
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
