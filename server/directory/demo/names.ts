import type { Chance } from './chance.ts'

const table = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .map((entry) => entry.split(':') as [name: string, latin: string, weight?: string])

/** Family names with their spelling in mail addresses; the number says how common. */
const FAMILY =
  table(`陳:chen:11 林:lin:8 黃:huang:6 張:chang:5 李:li:5 王:wang:4 吳:wu:4 劉:liu:3 蔡:tsai:3 楊:yang:3
  許:hsu:2 鄭:cheng:2 謝:hsieh:2 郭:kuo:2 洪:hung:2 曾:tseng:2 邱:chiu:2 廖:liao:2 賴:lai:2 周:chou:1 徐:hsu:1 蘇:su:1
  葉:yeh:1 莊:chuang:1 呂:lu:1 江:chiang:1 何:ho:1 蕭:hsiao:1 羅:lo:1 高:kao:1 潘:pan:1 簡:chien:1 朱:chu:1 鍾:chung:1
  游:yu:1 彭:peng:1 詹:chan:1 施:shih:1 沈:shen:1 余:yu:1 趙:chao:1 盧:lu:1 梁:liang:1 顏:yen:1 柯:ko:1 翁:weng:1
  魏:wei:1 方:fang:1 宋:sung:1 范:fan:1 歐陽:ouyang:1 司馬:szuma:1`).flatMap(([name, latin, weight]) =>
    Array.from({ length: Number(weight) }, () => ({ name, latin })),
  )

const FIRST = [
  ...'雅怡淑美麗佳宜靜惠玉秀婉心思欣詩若芷品子柏冠宗志明俊建文國家承彥信哲偉嘉宏振育仁永晉士元世景書筱',
]
const SECOND = [
  ...'婷君芬玲如萱蓉真慧瑩琪雯華娟珊妤霖潔宇翰廷霆豪傑賢銘瑋勳憲昌德霖安平恩祥誠達毅峰豐和璇禎穎蓁',
]
/** Characters that fonts, old systems and careless programs lose. */
const RARE = ['𡍼', '堃', '喆', '𤧟', '珒', '𣶏', '焜', '燁', '彣', '𡟗', '祐', '峯']
const INDIGENOUS_FIRST = ['比令', '伊婕', '娃郁', '亞威', '吉娃斯', '馬躍', '拉罕', '莎韻', '卡露', '優瑪']
const INDIGENOUS_SECOND = ['雅悠', '達利', '尤命', '巴彥', '哈勇', '樂信', '撒韻']

/** An invented name, with the Latin word for its mail address. A few are of the kinds that computers get wrong. */
export function inventName(chance: Chance): { name: string; latin: string } {
  const kind = chance.below(1000)
  if (kind < 15) {
    return { name: `${chance.pick(INDIGENOUS_FIRST)}‧${chance.pick(INDIGENOUS_SECOND)}`, latin: 'ciwas' }
  }
  const { name: family, latin } = chance.pick(FAMILY)
  if (kind < 25) return { name: family + chance.pick(RARE), latin }
  if (kind < 40) return { name: family + chance.pick(FIRST) + chance.pick(RARE), latin }
  if (kind < 90) return { name: family + chance.pick(SECOND), latin }
  return { name: family + chance.pick(FIRST) + chance.pick(SECOND), latin }
}
