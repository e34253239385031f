import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const PORT_LINE = 3

/** The address of the private PostgreSQL of a running embedded edition, from what it keeps in its data directory. */
export async function databaseUrlOf(dataDir: string): Promise<string> {
  const password = await readFile(join(dataDir, 'postgres-password'), 'utf8')
  const lines = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  return `postgres://onewindow:${password.trim()}@127.0.0.1:${lines[PORT_LINE]}/onewindow`
}
