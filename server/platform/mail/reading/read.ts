import { storable } from '../../storable.ts'
import type { ReadMail } from '../read-mail.ts'
import { addresses } from './addresses.ts'
import { automaticKind } from './automatic.ts'
import { addWhole, type Body, readBody } from './body.ts'
import { charsetOf } from './charsets.ts'
import { cutTo } from './cut.ts'
import { dateOf, messageIds } from './fields.ts'
import { gather } from './gather.ts'
import { type Gathered, nothingGathered } from './gathered.ts'
import { type HeaderLine, lineOf } from './header-block.ts'
import { headerText, type Notes } from './header-text.ts'
import { htmlWords } from './html-words.ts'
import { LIMITS } from './limits.ts'
import { withLineEnds } from './line-ends.ts'
import { foldQuotes } from './quotes.ts'
import { originalId, plainReport, recipientsOf } from './report.ts'
import { safeHtml } from './safe-html.ts'
import { type Node, splitParts } from './split-parts.ts'

/** How many letters in one another are looked into for the words of a mail that has none of its own. */
const DEEPEST_LETTER = 2

/**
 * Reads a mail, whatever it is made of: never throws because of what is in it, takes time by its length, and keeps
 * within LIMITS. What was guessed, mended or cut is said in `repairs`.
 */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  return storable(read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0))
}

function read(raw: Buffer, depth: number): ReadMail {
  const notes: Notes = { hint: null, repairs: new Set() }
  const { bytes, repaired } = withLineEnds(raw)
  if (repaired) notes.repairs.add('line-ends-repaired')
  const root = splitParts(bytes, notes)
  notes.hint = namedCharset(root)
  const gathered = nothingGathered(notes)
  gather(root, gathered)
  const body = readBody(gathered)
  notes.hint ??= body.charset
  const heads = readHeads(root.lines, notes)
  useSpares(gathered, body, heads, depth)
  markShown(gathered, body.html)
  const report = reportOf(gathered, body, heads, root.lines, notes)
  const { text, quoted } = cutWords(gathered, body.words, heads.subject, report !== null)
  return {
    ...heads,
    text,
    quoted,
    html: body.html,
    parts: gathered.parts,
    automatic: automaticKind(
      saidIn(root.lines, notes),
      heads.from?.address ?? '',
      heads.subject,
      report !== null || root.type === 'multipart/report',
    ),
    report,
    protection: body.protection,
    repairs: [...notes.repairs].sort(),
  }
}

/** The charset that the first words with one are labelled with: what is not labelled is likely in the same. */
function namedCharset(node: Node): string | null {
  if (node.type.startsWith('text/') && node.disposition !== 'attachment')
    return charsetOf(node.params.get('charset'))
  for (const child of node.children) {
    const found = namedCharset(child)
    if (found) return found
  }
  return null
}

const saidIn = (lines: HeaderLine[], notes: Notes) => (name: string) => {
  const value = lineOf(lines, name)
  return value ? headerText(value.subarray(0, 2000), notes) : null
}

type Heads = Omit<
  ReadMail,
  'text' | 'quoted' | 'html' | 'parts' | 'automatic' | 'report' | 'protection' | 'repairs'
>

function readHeads(lines: HeaderLine[], notes: Notes): Heads {
  const said = (name: string) => {
    const value = lineOf(lines, name)
    return value ? headerText(value.subarray(0, LIMITS.headerValue * 4), notes) : ''
  }
  const all = (names: string[]) =>
    lines.filter(({ name }) => names.includes(name)).flatMap(({ value }) => addresses(value, notes))
  const [from = addresses(lineOf(lines, 'sender'), notes)[0]] = addresses(lineOf(lines, 'from'), notes)
  const [messageId = null] = messageIds(said('message-id'))
  if (lines.length > LIMITS.headersKept) notes.repairs.add('headers-cut')
  return {
    subject: cutTo(said('subject'), LIMITS.subject),
    from: from ?? null,
    replyTo: all(['reply-to']).slice(0, LIMITS.addresses),
    to: all(['to', 'apparently-to']).slice(0, LIMITS.addresses),
    cc: all(['cc']).slice(0, LIMITS.addresses),
    deliveredTo: deliveredTo(
      all(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-real-to']),
    ),
    date: dateOf(said('date')),
    messageId,
    inReplyTo: messageIds(said('in-reply-to')),
    references: messageIds(said('references')),
    headers: lines.slice(0, LIMITS.headersKept).map(({ name, value }) => ({
      name,
      value: cutTo(headerText(value.subarray(0, LIMITS.headerValue * 4), notes), LIMITS.headerValue),
    })),
  }
}

const deliveredTo = (found: { address: string }[]) =>
  [...new Set(found.map(({ address }) => address).filter((address) => address !== ''))].slice(
    0,
    LIMITS.addresses,
  )

/** A picture is within the words when they show it, whatever its own header says. */
function markShown({ parts }: Gathered, html: string | null) {
  const shown = new Set(
    [...(html ?? '').matchAll(/ src="cid:([^"]*)"/g)].map(([, id]) => id!.replaceAll('&amp;', '&')),
  )
  for (const part of parts) part.inline = part.contentId !== null && shown.has(part.contentId)
}

/** A mail that says nothing: what its winmail.dat or its only letter says. */
function useSpares(gathered: Gathered, body: Body, heads: Heads, depth: number) {
  for (const { text, html, subject } of gathered.spares) {
    heads.subject ||= cutTo(subject.trim(), LIMITS.subject)
    if (body.words.trim() !== '') continue
    if (html !== '') body.html ??= safeHtml(html.slice(0, LIMITS.htmlBytes))
    body.words = text.trim() === '' && body.html ? htmlWords(body.html) : text.slice(0, LIMITS.textBytes)
  }
  const letters = gathered.parts.filter(({ kind }) => kind === 'letter')
  const [letter] = letters
  if (body.words.trim() !== '' || !letter || gathered.statuses.length > 0 || depth >= DEEPEST_LETTER) return
  const inner = read(
    Buffer.from(letter.bytes.buffer, letter.bytes.byteOffset, letter.bytes.byteLength),
    depth + 1,
  )
  body.words = [inner.text, inner.quoted].filter(Boolean).join('\n\n')
  body.html ??= inner.html
  if (letters.length === 1) heads.subject ||= inner.subject
}

function reportOf(gathered: Gathered, body: Body, heads: Heads, lines: HeaderLine[], notes: Notes) {
  const said = saidIn(lines, notes)
  if (gathered.statuses.length === 0) {
    const found = plainReport({
      from: heads.from?.address ?? '',
      returnPath: said('return-path'),
      subject: heads.subject,
      text: body.words,
      failedRecipients: said('x-failed-recipients') ?? '',
    })
    if (found) found.originalMessageId ??= firstOriginal(gathered, notes)
    return found
  }
  const recipients = gathered.statuses
    .flatMap((status) => recipientsOf(status, notes))
    .slice(0, LIMITS.recipients)
  return { recipients, originalMessageId: firstOriginal(gathered, notes) }
}

const firstOriginal = ({ originals }: Gathered, notes: Notes) =>
  originals.map((original) => originalId(original, notes)).find((id) => id !== null) ?? null

function cutWords(gathered: Gathered, words: string, subject: string, isReport: boolean) {
  const { repairs } = gathered.notes
  const folded = isReport ? { text: words.trim(), quoted: '' } : foldQuotes(words, subject)
  if (folded.text.length > LIMITS.text && !repairs.has('text-cut')) {
    repairs.add('text-cut')
    if (!repairs.has('html-cut')) addWhole(gathered, 'txt', Buffer.from(words.toWellFormed()))
  }
  if (folded.quoted.length > LIMITS.quoted) repairs.add('quoted-cut')
  return { text: cutTo(folded.text, LIMITS.text), quoted: cutTo(folded.quoted, LIMITS.quoted) }
}
