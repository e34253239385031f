import { expect } from 'vitest'
import { openDesk } from '../support/case-desk.ts'
import { test } from '../support/database.ts'
import { asked, layFindable, numbersOf, searchApp, typed } from '../support/search-app.ts'

test('one finds one’s own cases beside Q&A, by what they are about and by their number; others’ never', async ({
  db,
}) => {
  const desk = await openDesk(db)
  const { ask } = await searchApp(db)
  const [me, other] = [await desk.hire('user'), await desk.hire('user')]
  const entry = await layFindable(db, { title: '螺旋補休結算方式' })
  const mine = await desk.file({ title: '螺旋補休沒有結算', text: '上個月的加班', requesterId: me.id })
  const theirs = await desk.file({ title: '螺旋補休沒有結算', text: '同樣的事', requesterId: other.id })
  const search = (text: string, as?: typeof me, more = '') => ask(asked(text, more), { as })

  const { body } = await search('螺旋補休結算', me)
  expect(numbersOf(body.hits)).toEqual([entry.number, mine.number])
  expect(body.hits[1]).toMatchObject({
    source: 'my-cases',
    href: `/cases/${mine.number}`,
    title: '螺旋補休沒有結算',
    systems: [{ shortName: '差勤' }],
  })
  expect(body.hits[1].titleRanges).not.toEqual([])
  expect(body.sources).toEqual([
    { value: 'qa', label: '問答', n: 1 },
    { value: 'my-cases', label: '我的案件', n: 1 },
  ])
  const only = await search('螺旋補休結算', me, '&source=my-cases')
  expect(numbersOf(only.body.hits)).toEqual([mine.number])
  expect(only.body.sources).toEqual(body.sources)

  expect(numbersOf((await search(mine.number, me)).body.hits)[0]).toBe(mine.number)
  for (const who of [undefined, me])
    for (const text of ['螺旋補休結算', theirs.number, '同樣的事']) {
      const found = await search(text, who)
      expect(found.text).not.toContain(theirs.number)
      expect((await ask(typed(text), { as: who })).text).not.toContain(theirs.number)
    }
  expect((await search('螺旋補休結算')).body.sources).toEqual([{ value: 'qa', label: '問答', n: 1 }])
  // A supervisor looks for cases at the desk; here they find what is theirs.
  const supervisor = await desk.hire('supervisor')
  expect((await search('螺旋補休結算', supervisor)).body.sources).toHaveLength(1)
})

test('where many of one’s cases fit, Q&A still stands between them', async ({ db }) => {
  const desk = await openDesk(db)
  const { ask } = await searchApp(db)
  const me = await desk.hire('user')
  for (let n = 0; n < 6; n++) await layFindable(db, { title: `轉任銓敘審定之${n}` })
  for (let n = 0; n < 6; n++) await desk.file({ title: '轉任銓敘審定', text: `第${n}次`, requesterId: me.id })
  const { body } = await ask(asked('轉任銓敘審定'), { as: me })
  expect(body.hits.map(({ source }: { source: string }) => (source === 'qa' ? 'Q' : 'c')).join('')).toBe(
    'QcQQcQQcQccc',
  )
})
