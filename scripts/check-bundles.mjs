/** Holds the pages to their size: JavaScript that the browser fetches before a page works, after gzip. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../client/dist/', import.meta.url))
const LIMITS = [
  { page: 'portal home', path: '/', limitKb: 200 },
  { page: 'agent desk', path: '/desk', limitKb: 450 },
]

/** Prints one line a page. True when every page is within its limit. */
export async function checkBundles() {
  const { portalAssets, deskAssets } = await import(
    new URL('../client/dist/server/portal-server.js', import.meta.url)
  )
  let within = true
  for (const { page, path, limitKb } of LIMITS) {
    const { scripts, preloads } = path === '/' ? portalAssets('/') : deskAssets('zh-TW')
    const files = [...scripts, ...preloads].filter((url) => url.endsWith('.js'))
    const kb =
      files.reduce((sum, url) => sum + gzipSync(readFileSync(join(dist, 'browser', url))).length, 0) / 1024
    const fits = kb <= limitKb
    within &&= fits
    console.log(
      `${page}: ${kb.toFixed(1)} KB of JavaScript (gzip), limit ${limitKb} KB${fits ? '' : ': TOO LARGE'}`,
    )
  }
  return within
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await checkBundles()) ? 0 : 1
