import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Agent } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { wholeNumber } from '../../platform/whole-number.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { skillsQuery } from './queries.ts'
import { type Skill, SkillList } from './SkillList.tsx'

const TIERS = [1, 2, 3, 4]
const MOST_HELD = 50

/** Where an agent works, how much at once, and what they know. */
export function AgentDialog({
  agent,
  sites,
  onClose,
  onSaved,
}: {
  agent: Agent
  sites: readonly { id: string; name: string }[]
  onClose: () => void
  onSaved: () => void
}) {
  const { t } = useT('board')
  const { personId, name } = agent
  const toast = useToast()
  const queries = useQueryClient()
  const known = useQuery(skillsQuery(personId))
  const [siteId, setSiteId] = useState(agent.siteId ?? '')
  const [tier, setTier] = useState(String(agent.tier))
  const [capacity, setCapacity] = useState(String(agent.capacity))
  const [changed, setChanged] = useState<readonly Skill[]>()
  const held = wholeNumber(capacity)
  const isPossible = held <= MOST_HELD
  const skills = changed ?? known.data?.skills ?? []
  const save = useMutation({
    mutationFn: async () => {
      const params = { personId }
      const body = { siteId: siteId || null, tier: Number(tier), capacity: held }
      await api('PUT /agents/:personId', { params, body })
      if (changed)
        await api('PUT /agents/:personId/skills', {
          params,
          body: { skills: [...changed], agencyIds: known.data?.agencyIds ?? [] },
        })
    },
    onSuccess: () => {
      toast({ text: t('settings.saved', { name }), tone: 'success' })
      void queries.invalidateQueries({ queryKey: skillsQuery(personId).queryKey })
      onSaved()
      onClose()
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
  return (
    <Dialog
      isOpen
      keepOpen
      onClose={onClose}
      title={t('settings.title', { name })}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            isPending={save.isPending}
            isDisabled={!known.data || !isPossible}
            onPress={() => save.mutate()}
          >
            {t('common:save')}
          </Button>
        </>
      }
    >
      <div className="board-form">
        <Select
          label={t('settings.site')}
          placeholder={t('settings.noSite')}
          options={sites.map((site) => ({ id: site.id, label: site.name }))}
          value={siteId}
          onChange={setSiteId}
        />
        <Select
          label={t('settings.tier')}
          placeholder={null}
          options={TIERS.map((n) => ({
            id: String(n),
            label: n > 3 ? t('queues.vendor') : t('queues.tierOf', { tier: n }),
          }))}
          value={tier}
          onChange={setTier}
        />
        <TextField
          label={t('settings.capacity')}
          description={t('settings.capacityHelp')}
          inputMode="numeric"
          value={capacity}
          onChange={setCapacity}
          {...(!isPossible && { error: t('settings.capacityWrong') })}
        />
      </div>
      {known.isError && (
        <ErrorCard title={t('settings.skills')} error={known.error} onRetry={() => void known.refetch()} />
      )}
      {known.isPending ? <Skeleton /> : <SkillList skills={skills} onChange={setChanged} />}
    </Dialog>
  )
}
