import { BRANCH_PLACES, COUNTIES, COUNTY_BUREAUS, COUNTY_OFFICES, MINISTRIES } from './agency-names.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { DemoAgency } from './shapes.ts'

/** The help desk itself, below the centre's parent office. */
export const CENTRE = '人事資訊系統客服中心'

type Level = 'authority' | 'bureau' | 'office'
type Place = { name: string; shortName: string; county: string; level: Level; isLocal: boolean }

const ROADS = ['示範路一段', '範例街', '測試大道', '樣本路', '模擬巷']
const NOTES = [
  '每月 5 日前報送前月異動資料。',
  '人事業務由主計室同仁兼辦，來電時請慢慢說明。',
  '差勤系統為機關自行開發，差假資料每日轉入。',
  '所屬學校由主管機關統一報送。',
  '組織調整中，編制表以最新核定者為準。',
]

/** 300 agencies below 20 authorities: 12 ministries and 8 counties. Parents come before their children. */
export function demoAgencies(): DemoAgency[] {
  const chance = chanceOf('agencies')
  const agencies: DemoAgency[] = []
  const add = (place: Place, parent?: DemoAgency): DemoAgency => {
    const agency = describe(agencies.length + 1, place, parent, chance)
    agencies.push(agency)
    return agency
  }
  for (const ministry of MINISTRIES) addMinistry(ministry, add)
  for (const county of COUNTIES) addCounty(county, add)
  return agencies
}

type Add = (place: Place, parent?: DemoAgency) => DemoAgency

function addMinistry({ name, short, county, bureaus }: (typeof MINISTRIES)[number], add: Add) {
  const root = add({ name, shortName: short, county, level: 'authority', isLocal: false })
  for (const [n, bureau] of bureaus.entries()) {
    const isCentre = bureau === '人事資訊處'
    const inner = add(
      { name: name + bureau, shortName: bureau, county, level: 'bureau', isLocal: false },
      root,
    )
    const [region, where] = BRANCH_PLACES[(root.id + n) % BRANCH_PLACES.length]!
    const branch = isCentre ? CENTRE : `${bureau}${region}${bureau.endsWith('處') ? '辦公室' : '分署'}`
    const branchCounty = isCentre ? '南投縣' : where
    add(
      {
        name: isCentre ? CENTRE : name + branch,
        shortName: isCentre ? '客服中心' : branch,
        county: branchCounty,
        level: 'office',
        isLocal: false,
      },
      inner,
    )
  }
}

function addCounty({ name, short, districts: [one, two] }: (typeof COUNTIES)[number], add: Add) {
  const local = { county: name, isLocal: true }
  const root = add({
    name: `${name}政府`,
    shortName: `${short}${name.at(-1)}府`,
    level: 'authority',
    ...local,
  })
  const bureaus = new Map(
    COUNTY_BUREAUS.map((bureau) => {
      const full = `${name}政府${bureau}`
      return [bureau, add({ name: full, shortName: short + bureau, level: 'bureau', ...local }, root)]
    }),
  )
  for (const district of [one, two]) {
    const full = `${name}${district}公所`
    add({ name: full, shortName: `${district}公所`, level: 'office', ...local }, root)
  }
  for (const { under, names } of COUNTY_OFFICES) {
    for (const pattern of names) {
      const full = pattern
        .replace('{縣}', name)
        .replace('{短}', short)
        .replace('{一}', one)
        .replace('{二}', two)
      add({ name: full, shortName: full.replace(name, short), level: 'office', ...local }, bureaus.get(under))
    }
  }
}

function describe(id: number, place: Place, parent: DemoAgency | undefined, chance: Chance): DemoAgency {
  const { name, shortName, county, level, isLocal } = place
  const usual = isLocal ? 'Pemis2K' : 'WebHR'
  const unusual = chance.below(10)
  const hrSystem = unusual === 0 ? 'own' : unusual === 1 ? (isLocal ? 'WebHR' : 'Pemis2K') : usual
  const source = hrSystem === 'own' ? '自建系統轉檔' : hrSystem
  const above = parent && parent.id !== 1 ? [parent.shortName] : []
  const route = [source, ...above, '人事總署'].join(' → ')
  return {
    id,
    code: `${isLocal ? 'L' : 'C'}${level === 'authority' ? '1' : level === 'bureau' ? '2' : '3'}${String(id).padStart(7, '0')}X`,
    name,
    shortName,
    parentId: parent?.id ?? null,
    hrSystem,
    address: `${county}${chance.pick(ROADS)}${chance.below(280) + 1}號`,
    county,
    reportingRoute: route,
    notes: chance.below(3) === 0 ? chance.pick(NOTES) : '',
  }
}
