import {
  Archive,
  ArrowUp,
  Check,
  Circle,
  Contrast,
  type LucideIcon,
  Pencil,
  RotateCcw,
  TriangleAlert,
  Undo2,
  UserCheck,
} from 'lucide-react'
import type { CaseStatus } from '../../server/api.ts'
import { useT } from '../platform/i18n.ts'
import { Chip } from './Chip.tsx'

/** A state as it is shown; `overdue` replaces the state of a case that is late. */
export type ShownState = CaseStatus | 'overdue'

const ICONS: Record<ShownState, LucideIcon> = {
  received: Circle,
  assigned: UserCheck,
  'in-progress': Contrast,
  waiting: Pencil,
  escalated: ArrowUp,
  answered: Check,
  closed: Archive,
  withdrawn: Undo2,
  reopened: RotateCcw,
  overdue: TriangleAlert,
}

type WaitingFor = 'data' | 'verification'

/** A state of a case: icon, word and fill each tell it, so that colour is never needed. */
export function StatusChip({
  state,
  waitingFor,
}: {
  state: ShownState
  /** What a waiting case waits for, where that is to be told. */
  waitingFor?: WaitingFor | null
}) {
  const { t } = useT()
  const Icon = ICONS[state]
  return (
    <Chip tone={state} icon={<Icon aria-hidden {...(state === 'received' && { fill: 'currentColor' })} />}>
      {t(state === 'waiting' && waitingFor === 'verification' ? 'state.verification' : `state.${state}`)}
    </Chip>
  )
}
