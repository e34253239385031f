import type { ReadMail } from '../read-mail.ts'
import { charsetOf } from './charsets.ts'
import {
  addCalendar,
  addLetter,
  addPart,
  addTnef,
  addUnopened,
  bytesOf,
  type Gathered,
  type Leaf,
  nothingGathered,
  type Words,
} from './gathered.ts'
import { LIMITS } from './limits.ts'
import { signedContent } from './signed-data.ts'
import { isMultipart, type Node, splitParts } from './split-parts.ts'

/** Walks through the parts of a mail in their order. */
export function gather(node: Node, into: Gathered): void {
  if (!isMultipart(node)) gatherLeaf(node, into)
  else if (node.children.length === 0) addUnopened(node, into)
  else if (node.type === 'multipart/alternative') gatherAlternatives(node, into)
  else if (node.type === 'multipart/encrypted') gatherEncrypted(node, into)
  else {
    if (node.type === 'multipart/signed') into.protection = stronger(into.protection, 'signed')
    for (const child of node.children) gather(child, into)
  }
}

const stronger = (a: ReadMail['protection'], b: ReadMail['protection']) =>
  a === 'encrypted' || b === 'none' ? a : b

function gatherAlternatives(node: Node, into: Gathered) {
  const inner = nothingGathered(into.notes)
  const each = node.children.map((child) => {
    inner.words = []
    gather(child, inner)
    return inner.words
  })
  const texts = each.find((words) => words.some(isText) && !words.some(isHtml)) ?? []
  const htmls = each.findLast((words) => words.some(isHtml)) ?? []
  const all = htmls.flatMap((words) => (isHtml(words) ? words.htmls : words.texts))
  into.words.push({ texts: texts.flatMap((words) => words.texts), htmls: all })
  into.parts.push(...inner.parts.slice(0, Math.max(0, LIMITS.parts - into.parts.length)))
  into.protection = stronger(into.protection, inner.protection)
  for (const kind of ['statuses', 'originals', 'spares'] as const)
    into[kind].push(...(inner[kind] as never[]))
}

const isText = ({ texts }: Words) => texts.length > 0
const isHtml = ({ htmls }: Words) => htmls.length > 0

function gatherEncrypted(node: Node, into: Gathered) {
  into.protection = 'encrypted'
  for (const child of node.children)
    if (child.type !== 'application/pgp-encrypted' || node.children.length === 1)
      addPart(child, into, { kind: 'encrypted' })
}

function gatherLeaf(node: Node, into: Gathered) {
  const { type } = node
  const isAttached = node.disposition === 'attachment'
  if (type === 'message/rfc822' || type === 'message/global' || type === 'message/news')
    return addLetter(node, into)
  if (type === 'message/delivery-status' || type === 'message/global-delivery-status')
    return void into.statuses.push(bytesOf(node, into))
  if (type === 'text/rfc822-headers') return void into.originals.push(bytesOf(node, into))
  if (type === 'message/disposition-notification') return
  if (type === 'text/calendar' || type === 'application/ics') return addCalendar(node, into)
  if (/^application\/(x-)?(pkcs7|pgp)-signature$/.test(type)) {
    into.protection = stronger(into.protection, 'signed')
    return addPart(node, into, { kind: 'signature' })
  }
  if (/^application\/(x-)?pkcs7-mime$/.test(type)) return gatherSmime(node, into)
  if (
    type === 'application/ms-tnef' ||
    type === 'application/vnd.ms-tnef' ||
    /^winmail\.dat$/i.test(node.name ?? '')
  )
    return addTnef(node, into)
  const isWords =
    type === 'text/plain' || type === 'text/html' || type === 'text/enriched' || type === 'text/x-plain'
  const isFile = isAttached || (node.name !== null && into.words.length > 0)
  if (!isWords || isFile) {
    if (type === 'text/x-amp-html' || type === 'text/watch-html') return
    return addPart(node, into, {})
  }
  const leaf: Leaf = {
    bytes: bytesOf(node, into),
    charset: node.params.get('charset') ?? null,
    isFlowed: (node.params.get('format') ?? '').toLowerCase() === 'flowed',
    deletesSpace: (node.params.get('delsp') ?? '').toLowerCase() === 'yes',
    isFile: node.name !== null,
  }
  into.notes.hint ??= charsetOf(leaf.charset)
  into.words.push(type === 'text/html' ? { texts: [], htmls: [leaf] } : { texts: [leaf], htmls: [] })
}

/** Encrypted stays shut; what is only signed is opened, and the signed whole kept beside it. */
function gatherSmime(node: Node, into: Gathered) {
  const bytes = bytesOf(node, into)
  const content = signedContent(bytes)
  if (!content) {
    const isOther = /^(certs-only|compressed-data)$/.test(node.params.get('smime-type') ?? '')
    if (!isOther) into.protection = 'encrypted'
    return addPart(node, into, { bytes, kind: isOther ? 'file' : 'encrypted' })
  }
  into.protection = stronger(into.protection, 'signed')
  addPart(node, into, { bytes, kind: 'signature' })
  gather(splitParts(content, into.notes), into)
}
