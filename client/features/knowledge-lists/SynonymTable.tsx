import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Named } from './Named.tsx'
import type { Synonym } from './queries.ts'
import { SynonymDialog } from './SynonymDialog.tsx'
import { nearestWeight } from './synonym.ts'

/** What else words mean when somebody looks for them. */
export function SynonymTable({ synonyms }: { synonyms: readonly Synonym[] }) {
  const { t } = useT('asked')
  const [asked, setAsked] = useState<{ synonym: Synonym | undefined; isForgotten: boolean }>()
  const columns: Column<Synonym>[] = [
    { id: 'word', header: t('synonyms.word'), isRowHeader: true, cell: ({ word }) => word },
    {
      id: 'means',
      header: t('synonyms.means'),
      cell: ({ means }) => <Named name={t('synonyms.means')}>{means.join(t('synonyms.between'))}</Named>,
    },
    {
      id: 'weight',
      header: t('synonyms.weight'),
      cell: ({ weight }) => (
        <Named name={t('synonyms.weight')}>
          {t('synonyms.weighs', { weight, words: t(`synonyms.weights.${nearestWeight(weight)}`) })}
        </Named>
      ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      cell: (synonym) => (
        <span className="asked-buttons">
          <Button
            size="small"
            aria-label={t('synonyms.changeNamed', { word: synonym.word })}
            onPress={() => setAsked({ synonym, isForgotten: false })}
          >
            {t('synonyms.change')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={t('synonyms.forgetNamed', { word: synonym.word })}
            onPress={() => setAsked({ synonym, isForgotten: true })}
          >
            {t('synonyms.forget')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <section className="asked-part" aria-labelledby="synonyms">
      <div className="asked-head">
        <h2 id="synonyms">{t('synonyms.title')}</h2>
        <Button
          icon={<Plus aria-hidden />}
          onPress={() => setAsked({ synonym: undefined, isForgotten: false })}
        >
          {t('synonyms.add')}
        </Button>
      </div>
      <Table
        caption={t('synonyms.title')}
        className="asked-stacked"
        columns={columns}
        rows={synonyms}
        keyOf={({ word }) => word}
        empty={<EmptyState>{t('synonyms.none')}</EmptyState>}
      />
      {asked && <SynonymDialog {...asked} onClose={() => setAsked(undefined)} />}
    </section>
  )
}
