import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

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

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
