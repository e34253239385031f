import type { FastifyPluginAsync } from 'fastify'

/** The description of the whole API, from the same schemas that check it. */
export const openApiRoutes: FastifyPluginAsync = async (app) => {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
