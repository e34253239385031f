import type { KyselyPlugin } from 'kysely'

/**
 * Ends this process as kill -9 does, at a step told by its number, from 1; 0 is never. Every question to a database
 * opened with the plugin is two steps: before it is asked, and after it was answered.
 */
export function dyingAt(dieAt: number) {
  let steps = 0
  const step = () => {
    if (++steps === dieAt) process.kill(process.pid, 'SIGKILL')
  }
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      step()
      return node
    },
    async transformResult({ result }) {
      step()
      return result
    },
  }
  return { step, plugin, taken: () => steps }
}
