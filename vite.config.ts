import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The browser build. `scripts/build.mjs` adds what the server's bundle needs. */
export default defineConfig({
  plugins: [react(), onlyOurLanguages()],
  publicDir: false,
  build: {
    outDir: 'client/dist/browser',
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Preload links for scripts would carry the nonce of styles; pages announce their scripts themselves.
    modulePreload: false,
    rolldownOptions: { input: ['client/portal-browser.tsx', 'client/desk-browser.tsx'] },
  },
})

/**
 * React Aria speaks thirty languages; ours are two. The others become empty modules, but zh-CN speaks zh-TW: a
 * locale with a calendar (`zh-TW-u-ca-roc`) is looked up by its language, and zh-CN comes first.
 */
function onlyOurLanguages(): Plugin {
  const others = /\/(?:react-aria|react-stately|react-aria-components)\/.*\/[a-z]{2}-[A-Z]{2}\.mjs$/
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load: {
      filter: { id: others },
      handler: (id) => {
        if (/(?:zh-TW|en-US)\.mjs$/.test(id)) return null
        return id.endsWith('zh-CN.mjs') ? `export { default } from './zh-TW.mjs'` : 'export default {}'
      },
    },
  }
}
