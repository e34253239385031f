/**
 * What PostgreSQL can store of what somebody sent: NUL is dropped and half a surrogate pair becomes U+FFFD, in every
 * string at any depth; everything else, rare characters included, stays as it was.
 */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T
  if (Array.isArray(value)) return value.map(storable) as T
  if (value !== null && typeof value === 'object' && isPlain(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [storable(key), storable(part)]),
    ) as T
  return value
}

function isPlain(value: object) {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
