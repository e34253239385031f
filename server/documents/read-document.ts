import type { Deps } from '../platform/deps.ts'
import { storable } from '../platform/storable.ts'
import { type Cover, covered, type DocumentFacts, NOTHING_KNOWN } from './reading/facts.ts'
import { isExchangeFile, readDi } from './reading/read-di.ts'
import { type Unreadable, UnreadableDocument } from './reading/unreadable.ts'
import { bytesOf, type ReceivedFiles } from './received-files.ts'

/** What a document says; `failure`: why it cannot become a case by itself. */
export type Reading = { facts: DocumentFacts; failure: Unreadable | null; missingFiles: string[] }

const LONGEST_NUMBER = 100
const LONGEST_NAME = 200
const LONGEST_SUBJECT = 2000

/**
 * Reads a document by its exchange file, what that leaves open by its envelope, and before both by what is stated on
 * its cover.
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the file store cannot be reached
 */
export async function readDocument(
  deps: Pick<Deps, 'files' | 'secrets'>,
  { main, envelope, all }: ReceivedFiles,
  cover: Cover | null,
): Promise<Reading> {
  const document = isExchangeFile(main.name) ? readingOf(await bytesOf(deps, main)) : 'document-needs-cover'
  const around = envelope ? readingOf(await bytesOf(deps, envelope)) : undefined
  const known = typeof document === 'string' ? NOTHING_KNOWN : document
  const facts = shortened(covered(typeof around === 'object' ? withoutGaps(known, around) : known, cover))
  const complete = facts.number && facts.senderName && facts.subject
  const failure = complete ? null : typeof document === 'string' ? document : 'document-incomplete'
  const names = new Set(all.map(({ name }) => name.toLowerCase()))
  return {
    facts,
    failure,
    missingFiles: facts.attachmentFiles.filter((name) => !names.has(name.normalize('NFC').toLowerCase())),
  }
}

function readingOf(bytes: Uint8Array): DocumentFacts | Unreadable {
  try {
    return storable(readDi(bytes))
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.reason
    throw error
  }
}

const withoutGaps = (facts: DocumentFacts, { number, senderName, senderCode, issuedOn }: DocumentFacts) => ({
  ...facts,
  number: facts.number || number,
  senderName: facts.senderName || senderName,
  senderCode: facts.senderCode || senderCode,
  issuedOn: facts.issuedOn ?? issuedOn,
})

const shortened = (facts: DocumentFacts): DocumentFacts => ({
  ...facts,
  kind: facts.kind.slice(0, 40),
  number: facts.number.slice(0, LONGEST_NUMBER),
  senderName: facts.senderName.slice(0, LONGEST_NAME),
  senderCode: facts.senderCode?.slice(0, 40) ?? null,
  subject: facts.subject.slice(0, LONGEST_SUBJECT),
  speed: facts.speed?.slice(0, 20) ?? null,
  secrecy: facts.secrecy?.slice(0, 20) ?? null,
  recipients: facts.recipients.slice(0, 500),
  copies: facts.copies.slice(0, 500),
})
