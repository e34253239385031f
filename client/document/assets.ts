/** Vite's manifest of the browser build, put in when the server's bundle is built. */
declare const __MANIFEST__: Manifest | undefined

type Chunk = { file: string; css?: string[]; imports?: string[]; isEntry?: boolean }
type Manifest = Record<string, Chunk>

/** What a page asks the browser to fetch: entry scripts, scripts to fetch early, style sheets. URLs. */
export type PageAssets = { scripts: string[]; preloads: string[]; styles: string[] }

const manifest: Manifest = typeof __MANIFEST__ === 'undefined' ? {} : __MANIFEST__

/**
 * The files behind an entry and the lazy modules that the page is known to need: announcing them spares the
 * browser a round trip each. Empty when nothing was built (tests that render from source).
 *
 * @throws Error naming a module that the manifest lacks
 */
export function assetsOf(entry: string, lazy: readonly string[] = []): PageAssets {
  if (Object.keys(manifest).length === 0) return { scripts: [], preloads: [], styles: [] }
  const chunks = new Map<string, Chunk>()
  for (const name of [entry, ...lazy]) collect(name, chunks)
  const urls = (files: Iterable<string>) => [...new Set(files)].map((file) => `/${file}`)
  const scripts = urls([chunks.get(entry)?.file ?? ''])
  const preloads = urls([...chunks.values()].map(({ file }) => file)).filter((url) => !scripts.includes(url))
  return { scripts, preloads, styles: urls([...chunks.values()].flatMap(({ css }) => css ?? [])) }
}

/** Imports come before the importer, so that styles keep their order. */
function collect(name: string, chunks: Map<string, Chunk>, seen = new Set<string>()) {
  if (seen.has(name)) return
  seen.add(name)
  const chunk = manifest[name]
  if (!chunk) throw new Error(`not in the build's manifest: ${name}`)
  for (const imported of chunk.imports ?? []) collect(imported, chunks, seen)
  chunks.set(name, chunk)
}
