import { expect, test } from 'vitest'
import { wordsOf } from '../../server/routing/reason-words.ts'
import type { OfferReason } from '../../server/routing/reasons.ts'

const reason: OfferReason = {
  by: 'case',
  queueId: 1,
  queue: '一線客服',
  systemId: 1,
  system: 'WebHR',
  tier: 1,
  level: 3,
  ownsSystem: false,
  ofVendor: false,
  forAgency: true,
  site: { name: '台北', share: 40, given: 12, of: 50 },
  held: 1,
  capacity: 4,
  idleSeconds: 750,
  waitedSeconds: 30,
}

test('an offer says skill, agency, site and room', () => {
  expect(wordsOf({ outcome: 'offered', reason }, 'zh-TW')).toBe(
    '具「WebHR」技能（3 級），負責該機關，台北近期分得 24%（目標 40%），手上 1 件（上限 4 件），距上次派案 12 分鐘。',
  )
  expect(wordsOf({ outcome: 'offered', reason }, 'en')).toBe(
    'Skill for WebHR at level 3; looks after the agency; Taipei'.replace('Taipei', '台北') +
      ' has lately been given 24% (target 40%); 1 of 4 in hand, last given work 12 min ago.',
  )
})

test('an agent who had room is said to have taken what waited longest', () => {
  expect(wordsOf({ outcome: 'offered', reason: { ...reason, by: 'agent', site: null } }, 'zh-TW')).toMatch(
    /^可接新案，取同優先等級中等候最久的案件，具「WebHR」技能/,
  )
})

test('at tier 3 the owner and at tier 4 the vendor are named as such, without a level', () => {
  const owner = { ...reason, tier: 3, level: null, ownsSystem: true }
  const vendor = { ...reason, tier: 4, level: null, ofVendor: true }
  expect(wordsOf({ outcome: 'offered', reason: owner }, 'zh-TW')).toMatch(/^「WebHR」的系統負責人/)
  expect(wordsOf({ outcome: 'offered', reason: vendor }, 'zh-TW')).toMatch(/^「WebHR」的委外廠商/)
})

test('nobody free says how many know the system and what keeps them, most frequent first', () => {
  const nobody = {
    queue: '一線客服',
    system: 'WebHR',
    skilled: 4,
    obstacles: { offline: 1, full: 3 },
  }
  expect(wordsOf({ outcome: 'nobody-free', reason: nobody }, 'zh-TW')).toBe(
    '具「WebHR」技能的 4 人目前都無法接案（滿載 3 人、未上線 1 人），案件留在佇列等候。',
  )
})
