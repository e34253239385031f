import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Board } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { wholeNumber } from '../../platform/whole-number.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** The share of new cases each site is meant to get; changeable while everything runs. */
export function SplitForm({ sites, onChanged }: { sites: Board['sites']; onChanged: () => void }) {
  const { t } = useT('board')
  const toast = useToast()
  const [typed, setTyped] = useState<Record<string, string>>({})
  const shareOf = (site: Board['sites'][number]) => typed[site.id] ?? String(site.share)
  const total = sites.reduce((sum, site) => sum + (wholeNumber(shareOf(site)) || 0), 0)
  const save = useMutation({
    mutationFn: () =>
      api('PUT /routing/split', {
        body: { shares: sites.map((site) => ({ siteId: site.id, share: wholeNumber(shareOf(site)) || 0 })) },
      }),
    onSuccess: () => {
      setTyped({})
      toast({ text: t('split.saved'), tone: 'success' })
      onChanged()
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
  const isChanged = Object.keys(typed).length > 0
  return (
    <form
      className="board-split"
      onSubmit={(event) => {
        event.preventDefault()
        if (total === 100) save.mutate()
      }}
    >
      <p>{t('split.help')}</p>
      <div>
        {sites.map((site) => (
          <TextField
            key={site.id}
            label={t('split.share', { site: site.name })}
            description={t('split.now', { ready: site.ready, live: site.live })}
            inputMode="numeric"
            value={shareOf(site)}
            onChange={(share) => setTyped({ ...typed, [site.id]: share })}
          />
        ))}
      </div>
      <p role="status">
        {total === 0 && !isChanged ? (
          t('split.notSet')
        ) : total === 100 ? (
          t('split.total', { total })
        ) : (
          <b className="board-late">{t('split.mustBe100', { total })}</b>
        )}
      </p>
      <Button type="submit" isDisabled={!isChanged || total !== 100} isPending={save.isPending}>
        {t('split.save')}
      </Button>
    </form>
  )
}
