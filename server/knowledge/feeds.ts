import { XML_DECLARATION, xmlElement, xmlText } from './xml.ts'

/** A list that people follow: newest entries of all systems, of one, or of a tag. Addresses are absolute. */
export type Feed = {
  title: string
  description: string
  publisher: string
  /** Page that shows the same list. */
  address: string
  /** Where the feed itself is. */
  self: string
  /** When the newest of its entries changed. */
  at: Date
}

export type FeedEntry = {
  /** UUID of the entry: it stays when the entry is written anew, so that a reader is not told of it twice. */
  id: string
  number: string
  title: string
  /** Plain text. */
  summary: string
  address: string
  firstLiveAt: Date
  updatedAt: Date
  categories: readonly string[]
}

export type FeedEntries = Iterable<FeedEntry> | AsyncIterable<FeedEntry>

export const RSS = 'application/rss+xml; charset=utf-8'
export const ATOM = 'application/atom+xml; charset=utf-8'

/** RSS 2.0. Dates as RFC 822 writes them, with a year of four digits; ids are no addresses. */
export async function* rssOf(feed: Feed, entries: FeedEntries): AsyncGenerator<string> {
  yield [
    `${XML_DECLARATION}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">`,
    '<channel>',
    `<title>${xmlText(feed.title)}</title>`,
    `<link>${xmlText(feed.address)}</link>`,
    `<description>${xmlText(feed.description)}</description>`,
    '<language>zh-tw</language>',
    `<lastBuildDate>${feed.at.toUTCString()}</lastBuildDate>`,
    `<atom:link href="${xmlText(feed.self)}" rel="self" type="application/rss+xml"/>\n`,
  ].join('\n')
  for await (const entry of entries)
    yield [
      '<item>',
      `<title>${xmlText(titleOf(entry))}</title>`,
      `<link>${xmlText(entry.address)}</link>`,
      `<guid isPermaLink="false">urn:uuid:${xmlText(entry.id)}</guid>`,
      `<pubDate>${entry.firstLiveAt.toUTCString()}</pubDate>`,
      ...entry.categories.map((name) => xmlElement('category', name)),
      // Readers of RSS take it for HTML: escaped twice, so that what looks like a tag stays words.
      `<description>${xmlText(xmlText(entry.summary))}</description>`,
      '</item>\n',
    ].join('')
  yield '</channel>\n</rss>\n'
}

/** Atom 1.0 (RFC 4287). Dates as RFC 3339 writes them, in UTC. */
export async function* atomOf(feed: Feed, entries: FeedEntries): AsyncGenerator<string> {
  yield [
    `${XML_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hant-TW">`,
    `<id>${xmlText(feed.self)}</id>`,
    `<title>${xmlText(feed.title)}</title>`,
    `<subtitle>${xmlText(feed.description)}</subtitle>`,
    `<updated>${feed.at.toISOString()}</updated>`,
    `<author><name>${xmlText(feed.publisher)}</name></author>`,
    `<link rel="self" href="${xmlText(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xmlText(feed.address)}"/>\n`,
  ].join('\n')
  for await (const entry of entries)
    yield [
      '<entry>',
      `<id>urn:uuid:${xmlText(entry.id)}</id>`,
      `<title>${xmlText(titleOf(entry))}</title>`,
      `<link rel="alternate" type="text/html" href="${xmlText(entry.address)}"/>`,
      `<published>${entry.firstLiveAt.toISOString()}</published>`,
      `<updated>${entry.updatedAt.toISOString()}</updated>`,
      ...entry.categories.map((name) => `<category term="${xmlText(name)}"/>`),
      `<summary>${xmlText(entry.summary)}</summary>`,
      '</entry>\n',
    ].join('')
  yield '</feed>\n'
}

const titleOf = ({ number, title }: FeedEntry) => `${number} ${title}`
