import type { ProblemCode } from './problems.ts'

const STATUS = {
  invalid: 400,
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  unsupported: 415,
  throttled: 429,
  unavailable: 503,
} as const

/**
 * An expected "no" from the product: safe to show, never a bug. Anything else thrown is a bug.
 * `detail` is plain data for the screen: what changed meanwhile, which field, when to try again.
 */
export class Refusal extends Error {
  readonly kind: keyof typeof STATUS
  readonly code: ProblemCode
  readonly detail: Record<string, unknown> | undefined

  constructor(kind: keyof typeof STATUS, code: ProblemCode, detail?: Record<string, unknown>) {
    super(code)
    this.kind = kind
    this.code = code
    this.detail = detail
  }

  get status() {
    return STATUS[this.kind]
  }
}
