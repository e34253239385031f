import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { storeUpload } from '../files/store-upload.ts'
import { networkOf, throttle } from '../identity/throttle.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'

/** What a page's form sent: one value a name, several where a name comes more than once. */
export type Fields = Record<string, string | string[]>

/** As many as one message may carry; more are read to their end and refused. */
const MOST_FILES = 10
/** Without signing in, from one network: the same bucket as uploads in pieces. */
const ANONYMOUS_UPLOADS = { limit: 120, windowSeconds: 600 }

/**
 * Reads a posted form, urlencoded or with files; files are inspected and stored as they come in.
 *
 * @returns the fields, all of them even when a file is refused: `fileIds` of the files stored, `fileNames` with
 *   `id size name` of each, and why the first refused file was
 * @throws Refusal 'invalid' `form-broken`: it cannot be read to its end
 */
export async function readFields(
  deps: Deps,
  request: FastifyRequest,
): Promise<{ fields: Fields; refusal?: Refusal }> {
  const fields: Fields = {}
  if (!request.isMultipart()) {
    for (const [name, value] of Object.entries((request.body ?? {}) as Fields)) fields[name] = value
    return { fields }
  }
  let refusal: Refusal | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        add(fields, part.fieldname, String(part.value))
        continue
      }
      if (part.filename && !refusal) refusal = await keepFile(deps, request, part, fields)
      part.file.resume()
    }
  } catch (error) {
    if (isBroken(error)) throw new Refusal('invalid', 'form-broken')
    if (!/^FST_/.test(String((error as { code?: unknown }).code))) throw error
    refusal = new Refusal('too-large', 'too-many-files')
  }
  return { fields, ...(refusal && { refusal }) }
}

/** What the reader of forms says of one that is cut short or malformed; it gives some of it no code. */
const isBroken = (error: unknown) =>
  error instanceof Error &&
  (/Boundary not found|unexpected end of (multipart data|file)|Malformed/i.test(error.message) ||
    /^FST_(PROTO_VIOLATION|INVALID_|MP_PREMATURE_CLOSE)/.test(String((error as { code?: unknown }).code)))

async function keepFile(deps: Deps, request: FastifyRequest, part: MultipartFile, fields: Fields) {
  try {
    if (all(fields, 'fileIds').length >= MOST_FILES) throw new Refusal('too-large', 'too-many-files')
    const { actor, ip } = request
    if (!actor) await throttle(deps.db, deps.now, `upload:${networkOf(ip)}`, ANONYMOUS_UPLOADS)
    // The rest of the form is still behind this file: its stream must outlive a refusal.
    const bytes = part.file.iterator({ destroyOnReturn: false })
    const { id, size, name } = await storeUpload(deps, {
      name: part.filename,
      bytes,
      uploader: actor?.id ?? null,
    })
    add(fields, 'fileIds', id)
    add(fields, 'fileNames', `${id} ${size} ${name}`)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function add(fields: Fields, name: string, value: string) {
  const before = fields[name]
  if (before === undefined) fields[name] = value
  else fields[name] = [...(Array.isArray(before) ? before : [before]), value]
}

export const text = (fields: Fields, name: string): string => {
  const value = fields[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** The trimmed text (full-width spaces too), or nothing when the field was left empty. */
export const given = (fields: Fields, name: string): string | undefined =>
  text(fields, name).replace(/^[\s\u3000]+|[\s\u3000]+$/g, '') || undefined

export const all = (fields: Fields, name: string): string[] => {
  const value = fields[name]
  return (Array.isArray(value) ? value : [value ?? '']).filter((one) => one !== '')
}

/** Leaves out what was not given, so that a schema's own rules speak. */
export const withoutEmpty = (body: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
