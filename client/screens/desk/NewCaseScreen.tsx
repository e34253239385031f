import { NewCaseForm } from '../../features/cases/new-case/NewCaseForm.tsx'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'

/** Keying in a case for somebody: in under a minute, without the mouse. */
export function NewCaseScreen() {
  const { t } = useT('cases')
  const may = useMay()
  useTitle(t('newCase.title'))
  return may('case:key-in') ? <NewCaseForm /> : <EmptyState>{t('problems:status-403')}</EmptyState>
}
