import { useT } from '../../platform/i18n.ts'
import { DateField } from '../../ui/DateField.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { LIMITS } from './content.ts'
import { errorOf, fieldId } from './fields.ts'
import type { Editor } from './use-editor.ts'

/** From when till when it holds, who answers for it, and what was changed. */
export function DaysFields({ editor: { entry, content, change, faults } }: { editor: Editor }) {
  const { t } = useT('entries')
  const keeping = errorOf(t, faults, 'keeping')
  return (
    <>
      <div className="entry-pair">
        <DateField
          id={fieldId('effectiveFrom')}
          label={t('editor.effectiveFrom')}
          description={t('editor.effectiveFromHelp')}
          value={content.effectiveFrom}
          onChange={(effectiveFrom) => change({ effectiveFrom })}
        />
        <DateField
          id={fieldId('effectiveUntil')}
          label={t('editor.effectiveUntil')}
          description={t('editor.effectiveUntilHelp')}
          value={content.effectiveUntil}
          onChange={(effectiveUntil) => change({ effectiveUntil })}
          error={errorOf(t, faults, 'effectiveUntil')}
        />
      </div>
      <div id={fieldId('keeping')} className="entry-keeping" tabIndex={-1} data-fault={keeping && ''}>
        {entry ? (
          <p>
            {t('entry.owner')}：{entry.owner?.name ?? t('entry.noOwner')}　{t('entry.reviewOn')}：
            {entry.reviewOn ? <RocTime at={entry.reviewOn} show="date" /> : t('entry.noOwner')}
            <span className="muted">　{t('keeping.onlyReviewers')}</span>
          </p>
        ) : (
          <p className="muted">{t('editor.ownerOnCreate')}</p>
        )}
        {keeping && <p role="alert">{keeping}</p>}
      </div>
      <TextArea
        id={fieldId('changeNote')}
        label={t('editor.changeNote')}
        description={t('editor.changeNoteHelp')}
        rows={2}
        limit={LIMITS.changeNote}
        value={content.changeNote}
        onChange={(changeNote) => change({ changeNote })}
      />
    </>
  )
}
