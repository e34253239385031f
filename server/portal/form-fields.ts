import type { FastifyRequest } from 'fastify'
import { storeUpload } from '../files/store-upload.ts'
import type { Deps } from '../platform/deps.ts'

/** What a page's form sent: one value a name, several where a name comes more than once. */
export type Fields = Record<string, string | string[]>

/** Reads a posted form, urlencoded or with files; files are inspected and stored as they come in. */
export async function readFields(deps: Deps, request: FastifyRequest): Promise<Fields> {
  const fields: Fields = {}
  if (!request.isMultipart()) {
    for (const [name, value] of Object.entries((request.body ?? {}) as Fields)) fields[name] = value
    return fields
  }
  for await (const part of request.parts()) {
    if (part.type === 'field') add(fields, part.fieldname, String(part.value))
    else if (!part.filename) part.file.resume()
    else {
      const uploader = request.actor?.id ?? null
      const { id } = await storeUpload(deps, { name: part.filename, bytes: part.file, uploader })
      add(fields, 'fileIds', id)
    }
  }
  return fields
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
