import Fastify from 'fastify'

// The measure for `knowledge.page`: a Fastify route that sends a page of the same size, and does nothing else.
const page = 'x'.repeat(Number(process.env['BYTES']))
const app = Fastify()
app.get('/page', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
app.get('/health/live', async () => ({ status: 'ok' }))
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
