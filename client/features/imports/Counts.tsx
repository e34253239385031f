import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'

const KINDS = ['created', 'changed', 'unchanged', 'failed'] as const

/** How many rows became what, or would. */
export function Counts({ counts }: Pick<Import, 'counts'>) {
  const { t, language } = useT('admin')
  return (
    <dl className="imports-counts">
      {KINDS.map((kind) => (
        <div key={kind} data-kind={counts[kind] > 0 ? kind : undefined}>
          <dt>{t(`imports.counts.${kind}`)}</dt>
          <dd>{counts[kind].toLocaleString(language)}</dd>
        </div>
      ))}
    </dl>
  )
}
