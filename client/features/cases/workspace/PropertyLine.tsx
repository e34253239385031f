import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Case } from '../../../../server/api.ts'
import { useSystems } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { DueTime } from '../../../ui/Elapsed.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'

/** One line of facts; the whole of it is edited at once. */
export function PropertyLine({ row, onEdit }: { row: Case; onEdit: () => void }) {
  const { t } = useT('cases')
  const { nameOf } = useSystems()
  const mayEdit = row.actions.includes('edit')
  useShortcut({ keys: 'Alt+KeyP', label: t('properties.edit'), run: () => mayEdit && onEdit() })
  const systems = [row.leadSystemId, ...row.systemIds.filter((id) => id !== row.leadSystemId)]
  const begun = !['received', 'assigned'].includes(row.status)
  return (
    <div className="case-properties">
      <dl aria-label={t('properties.label')}>
        <Fact name={t('properties.systems')}>{systems.map(nameOf).filter(Boolean).join('、')}</Fact>
        <Fact name={t('properties.channel')}>{t(`channel.${row.channel}`)}</Fact>
        {!row.closedAt && !begun && (
          <Fact name={t('properties.response')}>
            <DueTime at={row.responseDueAt} />
          </Fact>
        )}
        {!row.closedAt && (
          <Fact name={t('properties.due')}>
            <RocTime at={row.dueAt} />
          </Fact>
        )}
        {row.rootCause && <Fact name={t('properties.rootCause')}>{t(`rootCause.${row.rootCause}`)}</Fact>}
        {row.keyedBy && <Fact name={t('properties.keyedBy')}>{row.keyedBy.name}</Fact>}
      </dl>
      {mayEdit && (
        <Button
          variant="quiet"
          size="small"
          icon={<Pencil aria-hidden />}
          aria-label={t('properties.edit')}
          onPress={onEdit}
        />
      )}
    </div>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
