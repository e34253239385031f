import { ChevronDown, ChevronsUp, ChevronUp } from 'lucide-react'
import { useT } from '../platform/i18n.ts'
import './PriorityMark.css'

const MARKS = {
  1: { Shape: ChevronsUp, key: 'priority.urgent' },
  2: { Shape: ChevronUp, key: 'priority.high' },
  4: { Shape: ChevronDown, key: 'priority.low' },
} as const

/** Priority by shape first: urgent double, high single, normal nothing, low downwards. */
export function PriorityMark({ level, withWord = false }: { level: number; withWord?: boolean }) {
  const { t } = useT()
  const mark = MARKS[level as keyof typeof MARKS]
  if (!mark) return null
  const { Shape, key } = mark
  const word = t(key)
  return (
    <span className="ui-priority" data-level={level} title={t('priority.label', { level: word })}>
      <Shape aria-hidden />
      <span className={withWord ? undefined : 'sr-only'}>{word}</span>
    </span>
  )
}
