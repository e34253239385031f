import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { renderOpenApi, serverOn } from '../support/in-process.ts'

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

test('docs/openapi.json is what the API says of itself; `node scripts/documents.mjs` writes it anew', async () => {
  const served = await server.app.inject('/api/openapi.json')
  const written = await readFile(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')
  expect(served.json()).toEqual(JSON.parse(written))
  expect(renderOpenApi(server.app)).toBe(written)
})
