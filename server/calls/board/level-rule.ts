import { Type } from 'typebox'
import type { Db } from '../../platform/database/database.ts'
import type { Language } from '../../platform/problems.ts'
import { readSetting } from '../../platform/settings.ts'
import { parserOf } from '../../platform/values.ts'
import { type LevelRule, USUAL_LEVEL } from './figures.ts'

const parseRule = parserOf(
  Type.Object({
    abandons: Type.Enum(['all', 'not-short', 'late', 'none']),
    served: Type.Enum(['none', 'short', 'in-time']),
    flowOuts: Type.Boolean(),
  }),
)

/** Setting `calls.service-level`; the usual rule where nothing sensible is set. */
export async function readLevelRule(db: Db): Promise<LevelRule> {
  const set = await readSetting(db, 'calls.service-level')
  if (set === undefined) return USUAL_LEVEL
  try {
    return parseRule(set)
  } catch {
    return USUAL_LEVEL
  }
}

const WORDS = {
  'zh-TW': {
    served: { none: '', short: '＋短暫放棄', 'in-time': '＋目標秒數內放棄' },
    against: {
      all: '＋放棄',
      'not-short': '＋放棄－短暫放棄',
      late: '＋超過目標秒數才放棄',
      none: '',
    },
    flowOuts: '＋轉出',
    sentence: (over: string, under: string) => `服務水準＝（${over}）÷（${under}）；沒有來電時不計。`,
    answeredInTime: '目標秒數內接起',
    answered: '接起',
  },
  en: {
    served: { none: '', short: ' + short abandons', 'in-time': ' + abandoned in time' },
    against: {
      all: ' + abandoned',
      'not-short': ' + abandoned − short abandons',
      late: ' + abandoned late',
      none: '',
    },
    flowOuts: ' + flowed out',
    sentence: (over: string, under: string) =>
      `Service level = (${over}) / (${under}); without calls there is no figure.`,
    answeredInTime: 'answered in time',
    answered: 'answered',
  },
} as const

/** The rule in words, shown under the number. */
export function formulaOf({ abandons, served, flowOuts }: LevelRule, language: Language): string {
  const words = WORDS[language]
  return words.sentence(
    words.answeredInTime + words.served[served],
    words.answered + words.against[abandons] + (flowOuts ? words.flowOuts : ''),
  )
}
