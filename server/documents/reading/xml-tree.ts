import { SaxesParser } from 'saxes'
import { UnreadableDocument } from './unreadable.ts'

/** An element with its words and children in order. */
export type Element = {
  name: string
  attributes: Readonly<Record<string, string>>
  children: (Element | string)[]
}

export type XmlFile = { root: Element; attachments: { entity: string; file: string }[] }

const MOST_NODES = 50_000
const DEEPEST = 100
const MOST_CHARACTERS = 8_000_000

/** `<!ENTITY ATTCH1 SYSTEM "附件1.pdf" NDATA _X>`: a file beside this one, named and never opened from here. */
const ATTACHED =
  /<!ENTITY\s+([^\s%"'<>]+)\s+(?:SYSTEM|PUBLIC\s+["'][^"']*["'])\s+["']([^"']{1,500})["']\s+NDATA\b[^>]*>/gu

/**
 * Reads XML without loading anything: no external DTD, no entities but the five of XML and characters by number. A
 * document that declares entities with contents of their own is refused: nobody needs them, and a few lines of them
 * become gigabytes.
 *
 * @throws UnreadableDocument `document-not-xml`, `document-entities`, `document-too-large`
 */
export function readXml(text: string): XmlFile {
  if (text.length > MOST_CHARACTERS) throw new UnreadableDocument('document-too-large')
  const parser = new SaxesParser({ xmlns: false, position: false })
  const open: Element[] = []
  let root: Element | undefined
  let nodes = 0
  let attachments: XmlFile['attachments'] = []
  const fail = (reason: UnreadableDocument['reason']) => {
    throw new UnreadableDocument(reason)
  }
  const say = (words: string) => {
    const children = open.at(-1)?.children
    if (children && words !== '') children.push(words)
  }
  parser.on('error', () => fail('document-not-xml'))
  parser.on('doctype', (doctype) => {
    attachments = [...doctype.matchAll(ATTACHED)].map(([, entity = '', file = '']) => ({ entity, file }))
    if (/<!ENTITY\b/u.test(doctype.replace(ATTACHED, ''))) fail('document-entities')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++nodes > MOST_NODES || open.length >= DEEPEST) fail('document-too-large')
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [] }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', say)
  parser.on('cdata', say)
  // What stands before the declaration is a mistake of many programs, not of the document.
  parser.write(text.replace(/^[\uFEFF\s]+/u, '')).close()
  if (!root) throw new UnreadableDocument('document-not-xml')
  return { root, attachments }
}

/** The first element of that name, at any depth, in the order of the document; the element itself counts. */
export function find(element: Element | undefined, ...names: string[]): Element | undefined {
  if (!element) return undefined
  if (names.includes(element.name)) return element
  for (const child of element.children) {
    const found = typeof child === 'string' ? undefined : find(child, ...names)
    if (found) return found
  }
  return undefined
}

/** All elements of that name below an element, outermost first. */
export function findAll(element: Element | undefined, name: string): Element[] {
  if (!element) return []
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    return child.name === name ? [child] : findAll(child, name)
  })
}

export const childrenOf = (element: Element | undefined): Element[] =>
  (element?.children ?? []).filter((child) => typeof child !== 'string')

/** All words of an element, in one line. */
export function wordsOf(element: Element | undefined): string {
  if (!element) return ''
  const words = element.children.map((child) => (typeof child === 'string' ? child : wordsOf(child)))
  return words.join('').replace(/\s+/gu, ' ').trim()
}
