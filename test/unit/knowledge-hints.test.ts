import { expect, test } from 'vitest'
import { hints } from '../../server/hints.ts'
import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import { newId } from '../../server/platform/values.ts'

test('what happens to an entry is told to those who write entries, by its id and nothing else', () => {
  const entryId = newId<'knowledge-entry'>()
  const events = ['edited', 'published', 'withdrawn', 'review-overdue'].map((name) => `knowledge.${name}`)
  const told = events.map((name) =>
    hints
      .filter(({ event }) => event.name === name)
      .flatMap(({ tell }) => tell({ entryId, versionId: newId() } as never)),
  )
  expect(told).toEqual(
    events.map(() => [{ rooms: ['editors'], event: 'knowledge.changed', data: { entryId } }]),
  )
})

test('no vendor, requester, auditor or administrator writes entries at first', () => {
  const writers = Object.entries(FIRST_PERMISSIONS).filter(([, may]) => may.includes('knowledge:write'))
  expect(writers.map(([role]) => role)).toEqual([
    'tier1-agent',
    'mail-handler',
    'tier2',
    'tier3-owner',
    'supervisor',
    'knowledge-editor',
  ])
})
