import { Archive, Check, CircleDashed, Clock3, Eye, PencilLine, Trash2 } from 'lucide-react'
import type { VersionRow } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'

type State = VersionRow['state']

/** A word, a shape and a colour for each state: none of them alone. */
const LOOKS = {
  draft: { tone: 'in-progress', Icon: PencilLine },
  review: { tone: 'waiting', Icon: Eye },
  approved: { tone: 'reopened', Icon: Clock3 },
  live: { tone: 'answered', Icon: Check },
  replaced: { tone: 'closed', Icon: CircleDashed },
  withdrawn: { tone: 'closed', Icon: Archive },
  discarded: { tone: 'closed', Icon: Trash2 },
} as const satisfies Record<State, unknown>

export function StateChip({ state }: { state: State }) {
  const { t } = useT('entries')
  const { tone, Icon } = LOOKS[state]
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(`state.${state}`)}
    </Chip>
  )
}
