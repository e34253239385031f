import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { RadioGroup } from '../../ui/RadioGroup.tsx'

export type Chosen = NonNullable<Import['rules']>
const MOVED: readonly Chosen['moved'][] = ['new-agency', 'successor', 'keep']
const LEFT: readonly Chosen['left'][] = ['successor', 'keep']

/** What becomes of the cases and rights of people who move or leave: with how many of each, chosen before anything is done. */
export function Rules({
  effects,
  rules,
  onChoose,
}: {
  effects: NonNullable<Import['effects']>
  rules: Chosen
  onChoose: (rules: Chosen) => void
}) {
  const { t } = useT('admin')
  const { moved, left } = effects
  const named = ({ casesWithSuccessor, systemsWithSuccessor }: Omit<typeof moved, 'people'>) => ({
    cases: casesWithSuccessor,
    systems: systemsWithSuccessor,
  })
  const unnamed = (of: Omit<typeof moved, 'people'>) => ({
    cases: of.cases - of.casesWithSuccessor,
    systems: of.systems - of.systemsWithSuccessor,
  })
  const without = unnamed(left)
  return (
    <section className="imports-part">
      <h3>{t('imports.rules.title')}</h3>
      {moved.people + left.people === 0 && <p>{t('imports.rules.none')}</p>}
      {moved.people > 0 && (
        <RadioGroup
          label={t('imports.rules.moved', moved)}
          mark="none"
          value={rules.moved}
          onChange={(id) => onChoose({ ...rules, moved: MOVED.find((one) => one === id) ?? 'keep' })}
          options={MOVED.map((id) => ({ id, label: t(`imports.rules.movedRules.${id}`, named(moved)) }))}
        />
      )}
      {left.people > 0 && (
        <>
          <RadioGroup
            label={t('imports.rules.left', left)}
            mark="none"
            value={rules.left}
            onChange={(id) => onChoose({ ...rules, left: LEFT.find((one) => one === id) ?? 'keep' })}
            options={LEFT.map((id) => ({ id, label: t(`imports.rules.leftRules.${id}`, named(left)) }))}
          />
          <ul
            className="imports-notes"
            hidden={left.accounts + without.cases + without.systems + left.handled === 0}
          >
            {left.accounts > 0 && <li>{t('imports.rules.accounts', { count: left.accounts })}</li>}
            {without.cases + without.systems > 0 && <li>{t('imports.rules.withoutSuccessor', without)}</li>}
            {left.handled > 0 && <li>{t('imports.rules.handled', { count: left.handled })}</li>}
          </ul>
        </>
      )}
    </section>
  )
}
