import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useT } from '../../../platform/i18n.ts'
import { Chip } from '../../../ui/Chip.tsx'

/** Whether the books balance, in picture and word; in what they do not. */
export function Balance({
  balanced,
  differences = [],
}: {
  balanced: boolean
  differences?: readonly string[]
}) {
  const { t } = useT('board')
  if (balanced)
    return (
      <Chip tone="in-progress" icon={<CircleCheck aria-hidden />}>
        {t('mailBooks.balanced')}
      </Chip>
    )
  return (
    <>
      <Chip tone="overdue" icon={<TriangleAlert aria-hidden />}>
        {t('mailBooks.unbalanced')}
      </Chip>{' '}
      {differences.length > 0 && <b className="board-late">{differences.join('，')}</b>}
    </>
  )
}
