import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { AskedFrame } from '../../../features/knowledge-lists/AskedFrame.tsx'
import { EffectChart } from '../../../features/knowledge-lists/EffectChart.tsx'
import { EffectSentence } from '../../../features/knowledge-lists/EffectSentence.tsx'
import { EffectTable } from '../../../features/knowledge-lists/EffectTable.tsx'
import { monthsBefore, monthsOf } from '../../../features/knowledge-lists/effect.ts'
import { effectQuery } from '../../../features/knowledge-lists/queries.ts'
import { useSystems } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { useNow } from '../../../ui/Elapsed.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'

const route = getRouteApi('/shell/desk/kb/effect')
const MONTHS = [6, 12, 24, 36] as const

/** Whether entries make handling quicker: by month, of one system or of all. */
export function EffectScreen() {
  const { t } = useT('asked')
  const { system, months = 12 } = route.useSearch()
  const navigate = route.useNavigate()
  const { systems } = useSystems()
  const effect = useQuery(effectQuery(monthsBefore(new Date(useNow()), months)))
  const shown = effect.data && monthsOf(effect.data, system ?? null)
  const those = new Set(effect.data?.map(({ systemId }) => systemId))
  return (
    <AskedFrame place="effect">
      <search className="asked-tools">
        <Select
          label={t('effect.system')}
          placeholder={t('effect.allSystems')}
          options={systems
            .filter(({ id }) => those.has(id) || id === system)
            .map(({ id, shortName }) => ({ id: String(id), label: shortName }))}
          value={system === undefined ? '' : String(system)}
          onChange={(id) =>
            void navigate({
              search: ({ system: _, ...rest }) => ({ ...rest, ...(id && { system: Number(id) }) }),
              replace: true,
            })
          }
        />
        <Select
          label={t('effect.period')}
          placeholder={null}
          options={MONTHS.map((n) => ({ id: String(n), label: t('effect.lastMonths', { count: n }) }))}
          value={String(months)}
          onChange={(n) =>
            void navigate({ search: (before) => ({ ...before, months: Number(n) }), replace: true })
          }
        />
      </search>
      {effect.isPending && <Skeleton shape="rows" count={8} />}
      {effect.isError && !effect.data && (
        <ErrorCard title={t('effect.failed')} error={effect.error} onRetry={() => void effect.refetch()} />
      )}
      {shown && (
        <>
          <EffectSentence months={shown} />
          <EffectChart months={shown} />
          <EffectTable months={shown} />
        </>
      )}
    </AskedFrame>
  )
}
