import type { Api, Reply } from '../../../server/api.ts'

/** Whom a visitor may call, and as whom. */
export type WhomToCall = Reply<Api['GET /demonstration/telephone']>
