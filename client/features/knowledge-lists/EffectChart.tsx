import { useT } from '../../platform/i18n.ts'
import { longestOf, type Month } from './effect.ts'
import { useMinutes, useMonth } from './words.ts'

/** Two bars a month, each with its number and its own pattern: read without colour, and by whoever sees none. */
export function EffectChart({ months }: { months: readonly Month[] }) {
  const { t } = useT('asked')
  const monthOf = useMonth()
  const longest = longestOf(months)
  const shown = months.filter(({ withEntry, without }) => withEntry + without > 0)
  if (shown.length === 0) return null
  return (
    <figure className="effect-chart">
      <figcaption>
        {t('effect.chart')}
        <span className="effect-key">
          <i className="effect-bar" data-is="with" aria-hidden /> {t('effect.with')}
          <i className="effect-bar" data-is="without" aria-hidden /> {t('effect.without')}
        </span>
      </figcaption>
      <ol>
        {shown.map((month) => (
          <li key={month.month}>
            <b>{monthOf(month.month)}</b>
            <Bar is="with" minutes={month.withEntryMinutes} longest={longest} />
            <Bar is="without" minutes={month.withoutMinutes} longest={longest} />
          </li>
        ))}
      </ol>
    </figure>
  )
}

function Bar({ is, minutes, longest }: { is: 'with' | 'without'; minutes: number | null; longest: number }) {
  const { t } = useT('asked')
  const inWords = useMinutes()
  const share = minutes === null || longest === 0 ? 0 : minutes / longest
  return (
    <span className="effect-line">
      <span className="sr-only">{t(`effect.${is}`)} </span>
      <span className="effect-track">
        <i
          className="effect-bar"
          data-is={is}
          style={{ inlineSize: `${Math.round(share * 1000) / 10}%` }}
          aria-hidden
        />
      </span>
      <span className="effect-value">{inWords(minutes)}</span>
    </span>
  )
}
