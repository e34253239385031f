import { CloudAlert, CloudCheck } from 'lucide-react'
import { formatDateTime, formatTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import type { CaseFormState } from './use-case-form.ts'
import type { Saved } from './use-draft.ts'

/** Says that something half-filled is back, or waits to be brought back, and offers to be rid of it. */
export function DraftBanner({ state: { found, restore, startAnew } }: { state: CaseFormState }) {
  const { t, language } = useT('portal')
  if (!found) return null
  const at = formatDateTime(new Date(found.draft.at), language)
  return (
    <Banner
      action={
        <span className="case-form-draft">
          {!found.restored && (
            <Button size="small" variant="primary" onPress={() => restore(found.draft)}>
              {t('caseForm.draft.restore')}
            </Button>
          )}
          <Button size="small" onPress={startAnew}>
            {t('caseForm.draft.discard')}
          </Button>
        </span>
      }
    >
      {t(found.restored ? 'caseForm.draft.restored' : 'caseForm.draft.offered', { at })}
    </Banner>
  )
}

/** When what is typed was last kept, and where. */
export function DraftState({ saved }: { saved: Saved }) {
  const { t } = useT('portal')
  if (!saved) return <span />
  const failed = saved === 'failed'
  const Icon = failed ? CloudAlert : CloudCheck
  return (
    <span className="case-form-saved" data-failed={failed || undefined}>
      <Icon aria-hidden />
      {failed
        ? t('caseForm.draft.notSaved')
        : t(saved.where === 'account' ? 'caseForm.draft.savedAccount' : 'caseForm.draft.savedHere', {
            time: formatTime(new Date(saved.at)),
          })}
    </span>
  )
}
