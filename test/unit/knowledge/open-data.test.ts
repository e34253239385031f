import { text as whole } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import {
  entriesAsCsv,
  entriesAsJson,
  entriesAsXml,
  fieldsAsCsv,
  type OpenEntry,
} from '../../../server/knowledge/open-data.ts'
import { anyText } from '../../support/any-text.ts'

const SET = {
  title: '人事資訊系統問答集',
  publisher: '行政院人事行政總處',
  address: 'https://help.example.gov.tw/qa',
  at: new Date('2026-11-22T03:00:00Z'),
}
const entry = (change: Partial<OpenEntry> = {}): OpenEntry => ({
  number: 'Q000948',
  title: '如何補登請假？',
  shortAnswer: '請至差勤系統，點選「補登」。',
  answer: '1. 登入\n2. 點選「補登」',
  systems: ['差勤', 'WebHR'],
  domain: '差勤',
  tags: [],
  appliesTo: '',
  liveAt: new Date('2026-11-01T00:00:00Z'),
  reviewOn: null,
  address: 'https://help.example.gov.tw/qa/Q000948',
  ...change,
})
const anyEntry = fc
  .record({ title: anyText(), shortAnswer: anyText(), answer: anyText(200), tag: anyText(20) })
  .map(({ tag, ...rest }) => entry({ ...rest, tags: [tag, '請假'] }))

/** What a reader of XML finds in it; throws where it is none. */
function read(xml: string) {
  const found: Record<string, string[]> = {}
  let text = ''
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', () => {
    text = ''
  })
  parser.on('text', (piece) => {
    text += piece
  })
  parser.on('closetag', ({ name }) => {
    found[name] = [...(found[name] ?? []), text]
  })
  parser.write(xml).close()
  return found
}

describe('the open data as a table', () => {
  const rowsOf = async (...entries: OpenEntry[]) =>
    parse(await whole(entriesAsCsv(entries)), { bom: true }) as string[][]

  test('has a heading, a row for each entry, and the licence in each row', async () => {
    const [head, first, ...more] = await rowsOf(entry({ answer: '一"二",三\n四' }))
    expect(head).toEqual([
      ...['編號', '問題', '簡答', '完整解答', '系統別', '業務別', '標籤', '適用版本'],
      ...['上架時間', '檢視日期', '網址', '授權'],
    ])
    expect(first).toEqual([
      ...[
        'Q000948',
        '如何補登請假？',
        '請至差勤系統，點選「補登」。',
        '一"二",三\n四',
        '差勤；WebHR',
        '差勤',
      ],
      ...['', '', '2026-11-01T00:00:00.000Z', '', 'https://help.example.gov.tw/qa/Q000948'],
      '政府資料開放授權條款－第1版 https://data.gov.tw/license',
    ])
    expect(more).toEqual([])
  })

  test('begins with the mark that Excel needs, and ends its lines as RFC 4180 says', async () => {
    const csv = await whole(entriesAsCsv([entry()]))
    expect(csv.startsWith('\uFEFF編號,')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(3)
  })

  test.each(['=1+1', '+886', '-cmd', '@SUM(A1)', ' =1', '\t=1', '\r\n=1', '＝1+1', '＋1', '－1', '＠a'])(
    'never lets %j run as a formula',
    async (title) => {
      const [, row] = await rowsOf(entry({ title }))
      expect(row![1]).toBe(`'${title.trim()}`)
    },
  )

  test('reads back in the same number of cells, whatever an entry says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { maxLength: 4 }), async (entries) => {
        const rows = await rowsOf(...entries)
        expect(rows).toHaveLength(entries.length + 1)
        expect(
          rows.every(
            (row) => row.length === 12 && !row.some((cell) => /^(?:[=+@＝＋－＠\t\r]|-(?!\d))/u.test(cell)),
          ),
        ).toBe(true)
      }),
    )
  })

  test('comes with a file that says what its columns are and repeats the licence', async () => {
    const rows = parse(await whole(fieldsAsCsv(SET)), { bom: true }) as string[][]
    expect(rows).toHaveLength(13)
    expect(rows.at(-1)![2]).toContain('行政院人事行政總處 115.11.22 人事資訊系統問答集')
    expect(rows.at(-1)![2]).toContain('政府資料開放授權條款')
  })
})

describe('the open data as JSON', () => {
  test('says its licence and its fields, and has lists as lists', async () => {
    const set = JSON.parse(await whole(entriesAsJson(SET, [entry(), entry({ number: 'Q000949' })])))
    expect(set.licence.name).toBe('政府資料開放授權條款－第1版')
    expect(set.fields).toHaveLength(11)
    expect(Object.keys(set.entries[0])).toEqual(set.fields.map(({ name }: { name: string }) => name))
    expect(set.entries[0]).toMatchObject({ systems: ['差勤', 'WebHR'], tags: [], reviewOn: null })
    expect(set.entries.map(({ number }: { number: string }) => number)).toEqual(['Q000948', 'Q000949'])
  })

  test('is JSON without any entry, and with any', async () => {
    expect(JSON.parse(await whole(entriesAsJson(SET, []))).entries).toEqual([])
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { maxLength: 4 }), async (entries) => {
        const text = await whole(entriesAsJson(SET, entries))
        expect(JSON.parse(text).entries).toHaveLength(entries.length)
        expect(text.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('the open data as XML', () => {
  test('says its licence and its fields, and leaves out what is empty', async () => {
    const found = read(await whole(entriesAsXml(SET, [entry({ title: '<b>&"請假"' })])))
    expect(found['licence']![0]).toContain('政府資料開放授權條款')
    expect(found['field']).toHaveLength(11)
    expect(found['number']).toEqual(['Q000948'])
    expect(found['title']).toEqual(['人事資訊系統問答集', '<b>&"請假"'])
    expect(found['item']).toEqual(['差勤', 'WebHR'])
    expect(found['tags']).toBeUndefined()
    expect(found['reviewOn']).toBeUndefined()
  })

  test('is XML whatever an entry says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { maxLength: 4 }), async (entries) => {
        const found = read(await whole(entriesAsXml(SET, entries)))
        expect(found['entry'] ?? []).toHaveLength(entries.length)
      }),
    )
  })
})

test('open data is written as the entries come, not when all have come', async () => {
  let asked = 0
  async function* endless() {
    for (;;) {
      asked++
      yield entry()
    }
  }
  for (const pieces of [
    entriesAsCsv(endless()),
    entriesAsJson(SET, endless()),
    entriesAsXml(SET, endless()),
  ]) {
    asked = 0
    await pieces.next()
    await pieces.next()
    await pieces.next()
    expect(asked).toBeLessThan(4)
    await pieces.return(undefined)
  }
})
