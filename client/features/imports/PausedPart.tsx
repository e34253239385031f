import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { Counts } from './Counts.tsx'
import { useImportCalls } from './calls.ts'
import { useShowImport } from './queries.ts'
import { CancelButton } from './StopButtons.tsx'

/** An import that stands still: how far it has come, and the ways on. */
export function PausedPart({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const show = useShowImport()
  const calls = useImportCalls()
  const resume = useCommand(
    () => calls.resume(shown.id),
    (now) => {
      show(now)
      return t('imports.resumed')
    },
  )
  return (
    <section className="imports-part">
      <h2>{t('imports.states.paused')}</h2>
      <p>{t('imports.pausedHelp')}</p>
      <Counts counts={shown.counts} />
      <div role="alert">{resume.problem && <ErrorLine>{resume.problem}</ErrorLine>}</div>
      <span className="admin-buttons">
        <Button
          variant="primary"
          isPending={resume.isPending}
          onPress={() => {
            resume.reset()
            resume.run()
          }}
        >
          {t('imports.resume')}
        </Button>
        <CancelButton shown={shown} />
      </span>
    </section>
  )
}
