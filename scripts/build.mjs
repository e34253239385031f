/**
 * Builds the browser's files and the portal's server bundle into client/dist. Called by npm's `prepare` and
 * by `npm start` when they are missing. Starts on any Node from 20 and goes on with the pinned one.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const dist = join(root, 'client', 'dist')

if (Number(process.versions.node.split('.')[0]) < 24 && existsSync(pinned)) {
  const again = spawnSync(pinned, process.argv.slice(1), { stdio: 'inherit', cwd: root })
  process.exit(again.status ?? 1)
}
process.chdir(root)
process.env.NODE_ENV = 'production'

if (!existsSync(join(root, 'node_modules', 'vite'))) {
  const built = existsSync(join(dist, 'server', 'portal-server.js'))
  console.log(
    built
      ? 'client/dist is kept as it is: Vite is a development dependency and not installed here.'
      : 'client/dist is missing and Vite is not installed: run `npm ci` without --omit=dev, or copy a built client/dist.',
  )
  process.exit(0)
}

const started = performance.now()
const { build } = await import('vite')
// Built beside what is there and put in its place at the end: a build that fails leaves the last one standing.
const fresh = join(dist, `.new-${process.pid}`)
const browser = join(fresh, 'browser')
try {
  await build({ logLevel: 'warn', build: { outDir: browser } })
  const manifest = readFileSync(join(browser, '.vite', 'manifest.json'), 'utf8')
  await build({
    logLevel: 'warn',
    define: { __MANIFEST__: manifest, 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true },
    build: {
      ssr: 'client/portal-server.tsx',
      outDir: join(fresh, 'server'),
      manifest: false,
      emitAssets: false,
      rolldownOptions: { input: 'client/portal-server.tsx', output: { codeSplitting: false } },
    },
  })
  mkdirSync(dist, { recursive: true })
  for (const part of ['browser', 'server']) {
    rmSync(join(dist, part), { recursive: true, force: true })
    renameSync(join(fresh, part), join(dist, part))
  }
} finally {
  rmSync(fresh, { recursive: true, force: true })
}
console.log(`client/dist built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
const { checkBundles } = await import('./check-bundles.mjs')
process.exitCode = (await checkBundles()) ? 0 : 1
