import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Refusal } from './refusal.ts'

/** A UUID that remembers what it identifies, so a file's id cannot be passed for a case's. */
export type Id<Of extends string> = string & { readonly of: Of }

/** A moment as ISO 8601 in UTC, as it travels on the wire. In the database and in use-cases it is a Date. */
export type Instant = string & { readonly iso: 'date-time' }

export const IdOf = <Of extends string>(_of: Of) => Type.Unsafe<Id<Of>>({ type: 'string', format: 'uuid' })
export const Instant = Type.Unsafe<Instant>({ type: 'string', format: 'date-time' })
export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

/** Keys of catalogues (systems, queues, vendors: smallint; agencies: integer). */
export const SmallKey = Type.Integer({ minimum: 1, maximum: 32_767 })
export const Key = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/**
 * A new time-ordered id (UUID version 7, RFC 9562): 48 bits of time before the random ones of a version 4, which the
 * runtime draws many at a time.
 */
export function newId<Of extends string>(at = Date.now()): Id<Of> {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${crypto.randomUUID().slice(15)}` as Id<Of>
}

/** Checks data from outside HTTP (job payloads, socket messages, environment). Throws Refusal 'invalid'. */
export function parserOf<Schema extends TSchema>(schema: Schema) {
  const validator = Compile(schema)
  return (data: unknown): Static<Schema> => {
    if (validator.Check(data)) return data as Static<Schema>
    const faults = [...validator.Errors(data)].map((e) => `${e.instancePath} ${e.message}`)
    throw new Refusal('invalid', 'input-invalid', { faults })
  }
}
