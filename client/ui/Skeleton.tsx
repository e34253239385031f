import { useT } from '../platform/i18n.ts'
import './Progress.css'

/** The shape of what is coming, after 300 ms of nothing. Screen readers hear one word. */
export function Skeleton({
  shape = 'lines',
  count = 3,
  label,
}: {
  shape?: 'lines' | 'rows' | 'card'
  count?: number
  /** What is loading: "正在載入案件". */
  label?: string
}) {
  const { t } = useT()
  return (
    <div className="ui-skeleton" data-shape={shape} role="status">
      <i className="sr-only">{label ?? t('loading')}</i>
      {Array.from({ length: count }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  )
}
