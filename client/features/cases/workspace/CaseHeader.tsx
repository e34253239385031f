import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, Ellipsis, PanelRight } from 'lucide-react'
import type { Case } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { useWatching } from '../../../platform/live.ts'
import { useSession } from '../../../platform/session.ts'
import { useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { Stub } from '../../../ui/Slip.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { keepChanged } from '../commands.ts'
import type { AskingVerb } from '../dialogs/verb-dialogs.ts'
import { buttonsOf } from './buttons.ts'

/** Why a case needs somebody to look at it. */
const ATTENTION: Record<string, 'header.bouncedTwice' | 'header.mailBounced'> = {
  'bounced-twice': 'header.bouncedTwice',
  'mail-bounced': 'header.mailBounced',
}

/** Number, subject, state, who has it and who looks at it, and what may be done with it. */
export function CaseHeader({
  row,
  onAsk,
  onBack,
  onContext,
}: {
  row: Case
  onAsk: (verb: AskingVerb) => void
  onBack: () => void
  onContext: () => void
}) {
  const { t } = useT('cases')
  const { personId } = useSession()
  const others = useWatching(row.id).filter(({ id }) => id !== personId)
  const { outright, main, more } = buttonsOf(row)
  const go = useOutright(row)
  const viewers = others.map(({ name }) => name).join('、')
  return (
    <header className="case-head">
      <Button
        variant="quiet"
        className="case-back"
        icon={<ArrowLeft aria-hidden />}
        aria-label={t('back')}
        onPress={onBack}
      />
      <Stub number={row.number} date={row.openedAt} />
      <div className="case-subject">
        <h1>{row.title}</h1>
        <p>
          <StatusChip state={row.status} />
          {row.waitingFor === 'verification' && <Chip>{t('toTest')}</Chip>}
          <PriorityMark level={row.priority} withWord />
          {row.attention && <Chip tone="waiting">{t(ATTENTION[row.attention] ?? 'header.attention')}</Chip>}
          <span className="muted">
            {row.ownerName ? t('header.owner', { name: row.ownerName }) : t('header.noOwner')}
            {viewers && `，${t('header.viewers', { names: viewers })}`}
          </span>
        </p>
      </div>
      {[...main, ...more].map((verb) => (
        <VerbKey key={verb} verb={verb} onAsk={onAsk} />
      ))}
      <div className="case-verbs">
        {outright.map((verb) => (
          <Button
            key={verb}
            variant={verb === 'start' ? 'secondary' : 'primary'}
            onPress={() => go.mutate(verb)}
            isPending={go.isPending}
          >
            {t(verb === 'start' && row.status !== 'assigned' ? 'verbs.resume' : `verbs.${verb}`)}
          </Button>
        ))}
        {main.map((verb) => (
          <Button key={verb} variant={verb === 'close' ? 'primary' : 'secondary'} onPress={() => onAsk(verb)}>
            {t(`verbs.${verb}`)}
          </Button>
        ))}
        {more.length > 0 && (
          <Menu
            label={t('header.more')}
            placement="bottom end"
            trigger={<Button icon={<Ellipsis aria-hidden />} aria-label={t('header.more')} />}
            onAction={(id) => onAsk(id as AskingVerb)}
            items={more.map((verb) => ({
              id: verb,
              label: t(`verbs.${verb}`),
              isDangerous: verb === 'withdraw',
            }))}
          />
        )}
        <Button
          className="case-context-open"
          icon={<PanelRight aria-hidden />}
          aria-label={t('header.context')}
          onPress={onContext}
        />
      </div>
    </header>
  )
}

/** Handing over has keys of its own; the other verbs are found by name. Closing has keys with the composer's. */
function VerbKey({ verb, onAsk }: { verb: AskingVerb; onAsk: (verb: AskingVerb) => void }) {
  const { t } = useT('cases')
  useShortcut({
    keys: verb === 'hand-over' ? 'Alt+KeyT' : null,
    label: t(`verbs.${verb}`),
    run: () => onAsk(verb),
  })
  return null
}

/** Verbs that ask nothing: taking a case, and beginning with it. */
function useOutright(row: Case) {
  const { t } = useT('cases')
  const queries = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (verb: 'claim' | 'accept' | 'start'): Promise<Case> => {
      const params = { caseId: row.id }
      const body = { version: row.version }
      if (verb === 'accept') return api('POST /cases/:caseId/hand-over/acceptance', { params })
      return verb === 'claim'
        ? api('POST /cases/:caseId/claim', { params, body })
        : api('POST /cases/:caseId/start', { params, body })
    },
    onSuccess: (changed, verb) => {
      keepChanged(queries, changed)
      toast({ text: t(`done.${verb}`, { number: changed.number }), tone: 'success' })
    },
    onError: (error) => {
      toast({ text: problemSentence(t, error), tone: 'danger' })
      void queries.invalidateQueries({ queryKey: ['case', row.number] })
    },
  })
}
