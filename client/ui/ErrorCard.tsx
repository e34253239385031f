import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { problemSentence, useT } from '../platform/i18n.ts'
import { Button } from './Button.tsx'
import './Messages.css'

/** Something failed: what, what is kept, a way to try again, and the code to read out on the telephone. */
export function ErrorCard({
  title,
  error,
  kept,
  onRetry,
  isRetrying = false,
  action,
  level = 2,
}: {
  /** What failed, from the reader's side: "讀不到這件案件". */
  title: ReactNode
  /** What was thrown; its sentence and code are shown. */
  error: unknown
  /** What is kept, if the sentence does not say it. */
  kept?: ReactNode
  onRetry?: () => void
  isRetrying?: boolean
  action?: ReactNode
  level?: 2 | 3
}) {
  const { t } = useT()
  const Heading = `h${level}` as 'h2' | 'h3'
  const { reference, code } = error as { reference?: string; code?: string }
  return (
    <section className="ui-error-card" role="alert">
      <TriangleAlert aria-hidden />
      <Heading>{title}</Heading>
      <p>{problemSentence(t, error)}</p>
      {kept && <p>{kept}</p>}
      <div className="ui-error-card-actions">
        {onRetry && (
          <Button size="small" onPress={onRetry} isPending={isRetrying}>
            {t('retry')}
          </Button>
        )}
        {action}
        {(reference ?? code) && (
          <span className="ui-error-code">
            {t('errorCode')} <code>{reference ?? code}</code>
          </span>
        )}
      </div>
    </section>
  )
}
