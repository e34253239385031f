import type { ByteRange } from '../parts/read.ts'

/**
 * The one range a `Range` header asks for (RFC 9110).
 * @returns undefined: not a single range of bytes, send everything; null: outside the file
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? null : { from: size - length, to: size - 1 }
  }
  const range = { from: Number(first), to: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
  if (last !== '' && Number(last) < range.from) return undefined
  return range.from < size ? range : null
}
