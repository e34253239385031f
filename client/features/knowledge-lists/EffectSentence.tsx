import { useT } from '../../platform/i18n.ts'
import { lastCompared, type Month } from './effect.ts'
import { useMinutes, useMonth } from './words.ts'

/** The finding in one sentence: the last month in which there were cases of both kinds. */
export function EffectSentence({ months }: { months: readonly Month[] }) {
  const { t } = useT('asked')
  const inWords = useMinutes()
  const monthOf = useMonth()
  const last = lastCompared(months)
  if (!last || last.saved === null) return null
  return (
    <p className="effect-finding">
      {t(last.saved >= 0 ? 'effect.findingQuicker' : 'effect.findingSlower', {
        month: monthOf(last.month),
        with: inWords(last.withEntryMinutes),
        without: inWords(last.withoutMinutes),
        time: inWords(Math.abs(last.saved)),
      })}
    </p>
  )
}
