import { useState } from 'react'
import type { Translate } from '../../platform/i18n.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { VISIBILITIES } from './content.ts'
import { type Piece, shortened } from './difference-pieces.ts'
import type { Differences, Runs } from './queries.ts'

/** Added words are underlined, removed ones struck through, and both are said: never by colour alone. */
export function RunsView({ runs }: { runs: Runs }) {
  const { t } = useT('entries')
  const [showsAll, setShowsAll] = useState(false)
  const pieces: Piece[] = showsAll ? runs.map((run) => ({ ...run })) : shortened(runs)
  const isCut = pieces.some(({ is }) => is === 'skipped')
  return (
    <>
      <p className="entry-runs">
        {pieces.map(({ is, text }, n) => {
          const key = `${n} ${is}`
          if (is === 'same') return <span key={key}>{text}</span>
          if (is === 'skipped')
            return (
              <span key={key} className="muted">
                {t('diff.skipped', { count: text.length })}
              </span>
            )
          return is === 'added' ? (
            <ins key={key}>
              <span className="sr-only">{t('diff.added')}</span>
              {text}
            </ins>
          ) : (
            <del key={key}>
              <span className="sr-only">{t('diff.removed')}</span>
              {text}
            </del>
          )
        })}
      </p>
      {isCut && (
        <Button size="small" variant="quiet" onPress={() => setShowsAll(true)}>
          {t('diff.showAll')}
        </Button>
      )}
    </>
  )
}

/** What is different between two versions, field by field. */
export function DifferencesView({ fields, isFirst = false }: { fields: Differences; isFirst?: boolean }) {
  const { t } = useT('entries')
  if (fields.length === 0) return <p className="entry-same">{t('diff.same')}</p>
  return (
    <div className="entry-differences">
      <p className="muted">{t(isFirst ? 'diff.first' : 'diff.legend')}</p>
      {fields.map(({ field, runs }) => (
        <section key={field}>
          <h3>{fieldWords(t, field)}</h3>
          <RunsView runs={field === 'visibility' ? inWords(t, runs) : runs} />
        </section>
      ))}
    </div>
  )
}

const VARIANT = 'variant:'
const HR = ['Pemis2K', 'WebHR', 'own'] as const

function fieldWords(t: Translate<'entries'>, field: string): string {
  if (!field.startsWith(VARIANT)) return t(`diff.field.${field as 'title'}`)
  const whose = field.slice(VARIANT.length)
  const hr = HR.find((one) => one === whose)
  return t('diff.variant', { whose: hr ? t(`hr.${hr}`) : whose })
}

const inWords = (t: Translate<'entries'>, runs: Runs): Runs =>
  runs.map(({ is, text }) => {
    const known = VISIBILITIES.find((one) => one === text)
    return { is, text: known ? t(`visibility.${known}`) : text }
  })
