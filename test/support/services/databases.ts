import pg from 'pg'

/** The same server, another database. */
export const withDatabase = (serverUrl: string, name: string) =>
  Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href

/** Does this with a connection to no database in particular: one cannot make or drop a database from inside it. */
export async function onServer<T>(serverUrl: string, work: (server: pg.Client) => Promise<T>): Promise<T> {
  const server = new pg.Client({ connectionString: withDatabase(serverUrl, 'postgres') })
  await server.connect()
  try {
    return await work(server)
  } finally {
    await server.end()
  }
}
