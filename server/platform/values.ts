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

/** A new time-ordered id (UUID version 7, RFC 9562). Web Crypto, because the client's types reach this file. */
export function newId<Of extends string>(at = Date.now()): Id<Of> {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  new DataView(bytes.buffer).setUint16(0, Math.floor(at / 2 ** 32))
  new DataView(bytes.buffer).setUint32(2, at % 2 ** 32)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as Id<Of>
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
