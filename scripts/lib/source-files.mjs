import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './runtime.mjs'

/** The project's files below these folders: those in git, and new ones that git does not ignore. */
export function sourceFiles(folders, pattern) {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...folders], {
    cwd: root,
    encoding: 'utf8',
  })
  const paths = [...new Set(list.split('\n'))].filter((path) => pattern.test(path))
  return paths.filter((path) => existsSync(join(root, path)))
}

export const linesOf = (path) => readFileSync(join(root, path), 'utf8').split('\n')
