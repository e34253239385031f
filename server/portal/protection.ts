import type { FastifyHelmetOptions } from '@fastify/helmet'

/** What pages may do: scripts and styles of ours with a nonce, nothing from elsewhere, in nobody's frame. */
export const PROTECTION: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      styleSrc: ["'self'"],
      styleSrcAttr: ["'unsafe-inline'"],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
  enableCSPNonces: true,
  hsts: false,
}
