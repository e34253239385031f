import fc from 'fast-check'
import { exampleOf, type Schema } from './in-process.ts'

/** What people, programs and attackers send for text. */
export const NASTY = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  '𡍼𪚥𠮷',
  '\u202eexe.txt',
  '１１５－０００７３１',
  "'; drop table cases; --",
  '<script>alert(1)</script>',
  '%00',
  '%zz',
  '../../etc/passwd',
  '__proto__',
  '9'.repeat(400),
  '王'.repeat(30_000),
  'Content-Type: x\r\nBcc: a@b.c',
  '\\u0000',
  '2026-02-30T25:61:00Z',
]
export const nastyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
)
const anything = fc.oneof(
  nastyText,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, [], {}, 2 ** 31, -1, 32_768, Number.MAX_SAFE_INTEGER, [[[[]]]], { __proto__: null }),
)

/**
 * Mostly of the schema's form, so that it gets past the door; now and then anything at all.
 * @param ids of records that are there: named as often as one that is not
 */
export function inputFor(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const inside = (part: Schema) => inputFor(part, ids)
  const right = (): fc.Arbitrary<unknown> => {
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(inside))
    switch (schema.type) {
      case 'object':
        return fc.record(
          Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inside(part)]),
          ),
          { requiredKeys: schema.required ?? [] },
        )
      case 'array':
        return fc.array(inside(schema.items ?? {}), { maxLength: 4 })
      case 'integer': {
        const min = schema.minimum ?? 0
        const max = Math.min(schema.maximum ?? 2 ** 31, 2 ** 40)
        return fc.oneof(fc.integer({ min, max: Math.min(min + 3, max) }), fc.integer({ min, max }))
      }
      case 'boolean':
        return fc.boolean()
      case 'string':
        if (schema.format === 'uuid') return fc.constantFrom(exampleOf(schema), ...ids)
        if (schema.format) return fc.constant(exampleOf(schema))
        return nastyText
      default:
        return anything
    }
  }
  return fc.oneof({ weight: 14, arbitrary: right() }, { weight: 1, arbitrary: anything })
}
