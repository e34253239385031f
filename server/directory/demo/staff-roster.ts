import type { Role } from '../../identity/api.ts'
import type { Proficiency } from '../api.ts'
import { CENTRE } from './agencies.ts'
import { DEMO_SEATS, OUTSOURCER_ID } from './organisation.ts'
import type { DemoStaff } from './shapes.ts'

/** One person who can sign in. Agencies are named, as the roster is easier to read so. */
export type RosterEntry = Pick<DemoStaff, 'login' | 'roles' | 'siteId' | 'tier' | 'seatId'> & {
  name: string
  latin: string
  title: string
  agency: string | null
  vendorId: number | null
  proficiency: Proficiency
  /** Names of the agencies this person knows best or administers. */
  agencies: string[]
}

const INFORMATION_OFFICE = '人事行政總署人事資訊處'

const person = (
  login: string,
  [name, latin]: readonly [string, string],
  title: string,
  roles: Role[],
  more: Partial<RosterEntry> = {},
): RosterEntry => ({
  login,
  name,
  latin,
  title,
  roles,
  siteId: null,
  tier: null,
  seatId: null,
  agency: CENTRE,
  vendorId: null,
  proficiency: 'expert',
  agencies: [],
  ...more,
})

const AGENT_NAMES: readonly (readonly [string, string])[] = [
  ['林以晴', 'lin'],
  ['陳柏宇', 'chen'],
  ['黃筱涵', 'huang'],
  ['張育銘', 'chang'],
  ['王𡍼', 'wang'],
  ['李詩婷', 'li'],
  ['吳承翰', 'wu'],
  ['劉佳蓉', 'liu'],
  ['蔡彥廷', 'tsai'],
  ['伊婕‧雅悠', 'yijie'],
  ['許書豪', 'hsu'],
  ['鄭宜珊', 'cheng'],
  ['謝冠霖', 'hsieh'],
  ['郭心瑜', 'kuo'],
]

/** Agents of one site who know a county's ways well, by the number in their login. */
const COUNTY_OF_AGENT: Readonly<Record<number, string>> = {
  1: '青嵐縣政府',
  8: '青嵐縣政府',
  2: '星河市政府',
  9: '星河市政府',
}

const agents = AGENT_NAMES.map((name, n) => {
  const seat = DEMO_SEATS[n]!
  const county = COUNTY_OF_AGENT[n + 1]
  return person(`agent${n + 1}`, name, '客服專員', ['tier1-agent'], {
    siteId: seat.siteId,
    tier: 1,
    seatId: seat.id,
    vendorId: seat.siteId === 'taipei' ? OUTSOURCER_ID : null,
    agencies: county ? [county] : [],
  })
})

const nantou = { siteId: 'nantou' } as const
const secondLine = (seatId: number) => ({ ...nantou, tier: 2, seatId }) as const
const information = { agency: INFORMATION_OFFICE, tier: 3 } as const

/** Everybody with an account but the three users, whose agencies are chosen by their HR system. */
export const STAFF_ROSTER: readonly RosterEntry[] = [
  ...agents,
  person('mail1', ['洪靜宜', 'hung'], '信件處理人員', ['mail-handler'], { ...nantou, tier: 1 }),
  person('tier2a', ['曾建宏', 'tseng'], '技術工程師', ['tier2'], secondLine(15)),
  person('tier2b', ['邱麗芬', 'chiu'], '技術工程師', ['tier2'], secondLine(16)),
  person('tier2c', ['廖志偉', 'liao'], '技術工程師', ['tier2'], secondLine(17)),
  person('owner1', ['賴秀玲', 'lai'], '設計師', ['tier3-owner'], information),
  person('owner2', ['周明哲', 'chou'], '分析師', ['tier3-owner'], information),
  person('owner3', ['徐欣怡', 'hsu'], '設計師', ['tier3-owner'], information),
  person('owner4', ['蘇俊賢', 'su'], '高級分析師', ['tier3-owner'], information),
  person('vendor1', ['葉品妤', 'yeh'], '專案經理', ['vendor'], { agency: null, vendorId: 1 }),
  person('vendor2', ['莊文傑', 'chuang'], '系統工程師', ['vendor'], { agency: null, vendorId: 5 }),
  person('super1', ['呂玉華', 'lu'], '督導', ['supervisor'], { ...nantou, tier: 1, seatId: 18 }),
  person('super2', ['江士豪', 'chiang'], '督導', ['supervisor'], {
    siteId: 'taipei',
    tier: 1,
    seatId: 19,
    vendorId: OUTSOURCER_ID,
  }),
  person('quality1', ['何美慧', 'ho'], '品質管理人員', ['quality-officer'], nantou),
  person('editor1', ['蕭雅雯', 'hsiao'], '知識編輯', ['knowledge-editor'], nantou),
  person('teacher1', ['羅永安', 'lo'], '人事室主任', ['user', 'seed-teacher'], {
    agency: '青嵐縣政府教育局',
  }),
  person('teacher2', ['莎韻‧樂信', 'sayun'], '人事管理員', ['user', 'seed-teacher'], {
    agency: '潮音縣政府民政局',
  }),
  person('authority1', ['高淑芬', 'kao'], '人事處科長', ['user', 'authority-administrator'], {
    agency: '青嵐縣政府',
    agencies: ['青嵐縣政府'],
  }),
  person('auditor1', ['潘德昌', 'pan'], '稽核', ['auditor'], { agency: '人事行政總署' }),
  person('admin', ['簡育仁', 'chien'], '系統管理員', ['administrator'], { agency: INFORMATION_OFFICE }),
]

/** Personnel officers who ask. One for each HR system, so that B14's three callers exist. */
export const USER_ROSTER: readonly (RosterEntry & { hrSystem: 'Pemis2K' | 'WebHR' | 'own' })[] = [
  {
    ...person('user1', ['朱曉嵐', 'chu'], '人事管理員', ['user'], { proficiency: 'novice' }),
    hrSystem: 'Pemis2K',
  },
  {
    ...person('user2', ['鍾宜庭', 'chung'], '人事室科員', ['user'], { proficiency: 'regular' }),
    hrSystem: 'WebHR',
  },
  { ...person('user3', ['彭家豪', 'peng'], '人事室主任', ['user']), hrSystem: 'own' },
]
