import type { Secrets } from '../../platform/secrets.ts'
import type { Id } from '../../platform/values.ts'

/** Long enough to read a page and open its files; a link sent on is soon worth nothing. */
const VALID_MS = 3_600_000

/** Where a file's content is. */
export const contentPath = (fileId: Id<'file'>) => `/api/files/${fileId}/content`

/** A token that opens one file for an hour, for people who see its case without signing in. */
export const fileToken = (secrets: Pick<Secrets, 'sign'>, fileId: Id<'file'>, at: Date) =>
  fileTokenUntil(secrets, fileId, new Date(at.getTime() + VALID_MS))

/** A token that opens one file until then: for a letter, which says so. */
export function fileTokenUntil(secrets: Pick<Secrets, 'sign'>, fileId: Id<'file'>, end: Date) {
  const until = Math.floor(end.getTime() / 1000).toString(36)
  return `${until}.${secrets.sign('file-link', `${fileId}.${until}`)}`
}

/** What a token says about a file. An invented or changed one says nothing, whatever time it names. */
export function judgeFileToken(
  secrets: Pick<Secrets, 'isSigned'>,
  fileId: Id<'file'>,
  token: string,
  at: Date,
): 'valid' | 'expired' | 'foreign' {
  const [until = '', signature = ''] = token.split('.')
  if (!secrets.isSigned('file-link', `${fileId}.${until}`, signature)) return 'foreign'
  return Number.parseInt(until, 36) * 1000 > at.getTime() ? 'valid' : 'expired'
}
