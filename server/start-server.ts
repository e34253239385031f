import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import { loadDemonstration } from './demonstration/load.ts'
import { makeFirstAdministrator } from './identity/first-administrator.ts'
import { seedRoles } from './identity/seed-roles.ts'
import { listen } from './listen.ts'
import { type Own, wireServer } from './wiring.ts'

/** Starts the part that answers people; the embedded edition works off what follows in the same process. */
export async function startServer(config: Config, own: Own = {}) {
  const server = await wireServer(config, own)
  await seedRoles(server.deps.db)
  if (config.firstAdministrator) await makeFirstAdministrator(server.deps, config.firstAdministrator)
  if (config.demonstration) await loadDemonstration(server.deps)
  if (config.edition === 'embedded') await server.work()
  await listen(server.app, config)
  const { port } = server.app.server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const url = `http://${host}:${port}`
  if (config.logLevel !== 'silent') console.log(`OneWindow is ready at ${url}`)
  return { ...server, url }
}
