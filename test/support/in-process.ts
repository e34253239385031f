import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { readConfig } from '../../server/config.ts'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import { wireServer } from '../../server/wiring.ts'

/**
 * The server in this process on a given database: for asking it thousands of things. Works off nothing by itself.
 * With Redis, one of several; `listen` makes it reachable for sockets.
 */
export async function serverOn(databaseUrl: string, { redisUrl }: { redisUrl?: string } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-'))
  const server = await wireServer(
    { ...readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), databaseUrl, redisUrl },
    { publicUrl: 'http://127.0.0.1' },
  )
  await seedRoles(server.deps.db)
  await loadDemonstration(server.deps)
  await server.app.ready()
  return {
    ...server,
    listen: () => server.app.listen({ host: '127.0.0.1', port: 0 }),
    async close() {
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The description of the API as `docs/openapi.json` keeps it. */
export const renderOpenApi = (app: FastifyInstance) => `${JSON.stringify(app.swagger(), null, 1)}\n`

/** Signs in and gives the cookie. */
export async function cookieOf(app: FastifyInstance, login: string, password: string): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { login, password } })
  const [cookie] = answer.cookies
  if (answer.statusCode !== 201 || !cookie) throw new Error(`${login} cannot sign in: ${answer.body}`)
  return `${cookie.name}=${cookie.value}`
}

type OpenApi = { paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: Body }>> }
type Parameter = { name: string; in: 'path' | 'query'; required?: boolean; schema: Schema }
type Body = { content: Record<string, { schema: Schema }> }
export type Schema = {
  type?: string
  format?: string
  enum?: unknown[]
  /** The first of those that the schema gives. */
  example?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
}

export type Operation = { method: string; path: string; parameters: Parameter[]; body: Schema | undefined }

/** Every endpoint as the API describes itself. */
export function operationsOf(app: FastifyInstance): Operation[] {
  const { paths } = app.swagger() as unknown as OpenApi
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
    })),
  )
}

const NOBODY = '01234567-89ab-7def-8123-456789abcdef'

/** The simplest value that a schema lets pass. */
export function exampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.example !== undefined) return schema.example
  if (schema.anyOf) return exampleOf(schema.anyOf[0] ?? {})
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}))
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'string':
      if (schema.format === 'uuid') return NOBODY
      if (schema.format === 'email') return 'nobody@onewindow.example'
      if (schema.format === 'date') return '2026-11-21'
      return '無'.padEnd(schema.minLength ?? 1, '無')
    default:
      return null
  }
}

/**
 * Asks an operation with its simplest valid input.
 * @param known values of path parameters by name; others get an example, which identifies nothing
 */
export function askSimply(
  app: FastifyInstance,
  { method, path, parameters, body }: Operation,
  { cookie, known = {} }: { cookie: string | undefined; known?: Record<string, string> },
): Promise<LightMyRequestResponse> {
  const given = ({ name, schema }: Parameter) => known[name] ?? String(exampleOf(schema))
  const url = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(given(parameters.find((parameter) => parameter.name === name)!)),
  )
  const search = new URLSearchParams(
    parameters
      .filter((parameter) => parameter.in === 'query' && parameter.required)
      .map((parameter): [string, string] => [parameter.name, given(parameter)]),
  )
  return app.inject({
    method: method as 'GET',
    url: search.size > 0 ? `${url}?${search}` : url,
    headers: cookie ? { cookie } : {},
    ...(body && { payload: exampleOf(body) as object }),
  })
}
