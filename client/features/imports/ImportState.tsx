import { CircleAlert, CircleCheck, CircleDashed, CirclePause, LoaderCircle, Undo2 } from 'lucide-react'
import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'

const LOOKS = {
  draft: { tone: 'plain', Icon: CircleDashed },
  checking: { tone: 'in-progress', Icon: LoaderCircle },
  checked: { tone: 'waiting', Icon: CircleDashed },
  running: { tone: 'in-progress', Icon: LoaderCircle },
  paused: { tone: 'waiting', Icon: CirclePause },
  done: { tone: 'answered', Icon: CircleCheck },
  cancelled: { tone: 'withdrawn', Icon: Undo2 },
  failed: { tone: 'overdue', Icon: CircleAlert },
  undoing: { tone: 'in-progress', Icon: LoaderCircle },
  undone: { tone: 'withdrawn', Icon: Undo2 },
} as const

/** How an import stands. */
export function ImportState({ state }: Pick<Import, 'state'>) {
  const { t } = useT('admin')
  const { tone, Icon } = LOOKS[state]
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />} className="nowrap">
      {t(`imports.states.${state}`)}
    </Chip>
  )
}
