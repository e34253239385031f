import Fastify from 'fastify'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

// The measure for `intake.accept`: a Fastify route that checks its input and inserts one row, and nothing else.
type Bare = { bare: { id: number; body: string; at: Date } }

const db = new Kysely<Bare>({
  dialect: new PostgresDialect({
    pool: new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 }),
  }),
})
await db.schema
  .createTable('bare')
  .ifNotExists()
  .addColumn('id', 'bigserial', (column) => column.primaryKey())
  .addColumn('body', 'text', (column) => column.notNull())
  .addColumn('at', 'timestamptz', (column) => column.notNull())
  .execute()

const app = Fastify()
app.post(
  '/bare',
  {
    schema: {
      body: {
        type: 'object',
        required: ['systemId', 'description'],
        properties: { systemId: { type: 'integer' }, description: { type: 'string', minLength: 1 } },
      },
    },
  },
  async (request, reply) => {
    const { description } = request.body as { description: string }
    const row = { body: description, at: new Date() } as Bare['bare']
    const { id } = await db.insertInto('bare').values(row).returning('id').executeTakeFirstOrThrow()
    return reply.code(201).send({ id })
  },
)
app.get('/health/live', async () => ({ status: 'ok' }))
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
