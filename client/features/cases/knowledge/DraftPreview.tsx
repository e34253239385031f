import { useT } from '../../../platform/i18n.ts'
import { TextField } from '../../../ui/TextField.tsx'
import type { DraftOfCase } from './use-draft-of-case.ts'

const LONGEST_TITLE = 200

/** The draft as it would be kept. Its text is written on in the editor; here one sees what is left in it. */
export function DraftPreview({ draft }: { draft: DraftOfCase }) {
  const { t } = useT('cases')
  return (
    <section className="knowledge-preview" aria-label={t('knowledge.draft.preview')}>
      <TextField
        label={t('knowledge.draft.entryTitle')}
        limit={LONGEST_TITLE}
        value={draft.title}
        onChange={draft.setTitle}
        isRequired
      />
      <h3>{t('knowledge.draft.preview')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard */}
      <div className="knowledge-runs" tabIndex={0}>
        {draft.body.map(({ is, text }, n) =>
          is === 'plain' ? (
            <span key={n}>{text}</span>
          ) : (
            <mark key={n} data-is={is}>
              {text}
            </mark>
          ),
        )}
      </div>
    </section>
  )
}
