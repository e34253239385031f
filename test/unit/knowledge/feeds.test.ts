import { text as whole } from 'node:stream/consumers'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { atomOf, type FeedEntry, rssOf } from '../../../server/knowledge/feeds.ts'
import { anyText } from '../../support/any-text.ts'

const FEED = {
  title: '最新問答',
  description: '人事資訊系統最新問答',
  publisher: '行政院人事行政總處',
  address: 'https://help.example.gov.tw/qa?system=3&sort=new',
  self: 'https://help.example.gov.tw/qa/feed.xml?system=3',
  at: new Date('2026-11-22T03:00:00Z'),
}
const entry = (change: Partial<FeedEntry> = {}): FeedEntry => ({
  id: '0198a000-0000-7000-8000-000000000001',
  number: 'Q000948',
  title: '如何補登請假？',
  summary: '請至差勤系統。',
  address: 'https://help.example.gov.tw/qa/Q000948',
  firstLiveAt: new Date('2026-11-01T00:00:00Z'),
  updatedAt: new Date('2026-11-20T08:30:00Z'),
  categories: ['差勤', '請假'],
  ...change,
})

type Element = { name: string; attributes: Record<string, string>; text: string }

function elementsOf(xml: string): Element[] {
  const elements: Element[] = []
  const open: Element[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' }
    elements.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const inner = open.at(-1)
    if (inner) inner.text += text
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return elements
}
const textsOf = (elements: Element[], name: string) =>
  elements.filter((element) => element.name === name).map(({ text }) => text)

describe('the RSS feed', () => {
  test('tells each entry with a date of RFC 822 and an id that is no address', async () => {
    const elements = elementsOf(await whole(rssOf(FEED, [entry()])))
    expect(textsOf(elements, 'title')).toEqual(['最新問答', 'Q000948 如何補登請假？'])
    expect(textsOf(elements, 'pubDate')).toEqual(['Sun, 01 Nov 2026 00:00:00 GMT'])
    expect(textsOf(elements, 'lastBuildDate')).toEqual(['Sun, 22 Nov 2026 03:00:00 GMT'])
    expect(textsOf(elements, 'guid')).toEqual(['urn:uuid:0198a000-0000-7000-8000-000000000001'])
    expect(elements.find(({ name }) => name === 'guid')!.attributes).toEqual({ isPermaLink: 'false' })
    expect(textsOf(elements, 'category')).toEqual(['差勤', '請假'])
    expect(textsOf(elements, 'link')[0]).toBe(FEED.address)
  })

  test('keeps what looks like a tag words, for readers that take the summary for HTML', async () => {
    const elements = elementsOf(
      await whole(rssOf(FEED, [entry({ summary: '<img src=x onerror=alert(1)>' })])),
    )
    expect(textsOf(elements, 'description')[1]).toBe('&lt;img src=x onerror=alert(1)&gt;')
  })
})

describe('the Atom feed', () => {
  test('tells each entry with dates of RFC 3339, and when it was written anew under the same id', async () => {
    const elements = elementsOf(await whole(atomOf(FEED, [entry()])))
    expect(textsOf(elements, 'id')).toEqual([FEED.self, 'urn:uuid:0198a000-0000-7000-8000-000000000001'])
    expect(textsOf(elements, 'published')).toEqual(['2026-11-01T00:00:00.000Z'])
    expect(textsOf(elements, 'updated')).toEqual(['2026-11-22T03:00:00.000Z', '2026-11-20T08:30:00.000Z'])
    expect(textsOf(elements, 'name')).toEqual([FEED.publisher])
    expect(
      elements
        .filter(({ name }) => name === 'link')
        .map(({ attributes }) => [attributes['rel'], attributes['href']]),
    ).toEqual([
      ['self', FEED.self],
      ['alternate', FEED.address],
      ['alternate', 'https://help.example.gov.tw/qa/Q000948'],
    ])
  })
})

test.each([
  ['RSS', rssOf, 'item'],
  ['Atom', atomOf, 'entry'],
] as const)('a feed of %s is XML whatever an entry says', async (_, written, name) => {
  await fc.assert(
    fc.asyncProperty(anyText(), anyText(200), anyText(20), async (title, summary, category) => {
      const elements = elementsOf(
        await whole(
          written({ ...FEED, title }, [entry({ title, summary, categories: [category] }), entry()]),
        ),
      )
      expect(elements.filter((element) => element.name === name)).toHaveLength(2)
    }),
  )
})
