import type { DemoSeat, DemoSite, DemoVendor } from './shapes.ts'

export const DEMO_SITES: readonly DemoSite[] = [
  { id: 'nantou', name: '南投', kind: 'own' },
  { id: 'taipei', name: '台北', kind: 'outsourced' },
]

/** Seven seats at each site; extensions begin with 7 in 南投 and with 8 in 台北. */
const FIRST_LINE: readonly DemoSeat[] = DEMO_SITES.flatMap(({ id, name }, site) =>
  Array.from({ length: 7 }, (_, n) => ({
    id: site * 7 + n + 1,
    siteId: id,
    name: `${name}${n + 1}號席`,
    extension: `${7 + site}${String(n + 1).padStart(2, '0')}`,
  })),
)

const SECOND_LINE: readonly DemoSeat[] = [1, 2, 3].map((n) => ({
  id: FIRST_LINE.length + n,
  siteId: 'nantou',
  name: `南投二線${n}號席`,
  extension: `71${n}`,
}))

/** Where supervisors telephone from: calls they listen to, not calls of callers. */
const SUPERVISORS: readonly DemoSeat[] = DEMO_SITES.map(({ id, name }, site) => ({
  id: FIRST_LINE.length + SECOND_LINE.length + site + 1,
  siteId: id,
  name: `${name}督導席`,
  extension: `${7 + site}21`,
}))

/** Those of the first line, who sit as agent1 to agent14 do, then three of the second, and a supervisor's at each site. */
export const DEMO_SEATS: readonly DemoSeat[] = [...FIRST_LINE, ...SECOND_LINE, ...SUPERVISORS]

/** The company that runs the site in 台北. */
export const OUTSOURCER_ID = 6

export const DEMO_VENDORS: readonly DemoVendor[] = [
  '紙鶴與燈塔資訊股份有限公司',
  '松果與雨傘軟體股份有限公司',
  '鯨魚與算盤數據股份有限公司',
  '月餅與指南針雲端股份有限公司',
  '算盤與風箏系統整合有限公司',
  '蒲公英與鈴鐺客服股份有限公司',
].map((name, n) => ({ id: n + 1, name, email: `service@v${n + 1}.example` }))
