import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, PencilLine } from 'lucide-react'
import { useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { formatDate, formatDateTime, startOfDay } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { inLanguage } from '../../platform/language.ts'
import { useTitle } from '../../platform/title.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Link } from '../../ui/Link.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { DraftPart } from './DraftPart.tsx'
import { EntryFacts } from './EntryFacts.tsx'
import { KeepingDialog } from './KeepingDialog.tsx'
import { ReviewPart } from './ReviewPart.tsx'
import { StateChip } from './StateChip.tsx'
import { useEditingHints, useTakeIn } from './use-editing-hints.ts'
import { Compared, VersionContent, VersionsPart } from './VersionsPart.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'
import './lists.css'
import './editor.css'
import './desk.css'
import './narrow.css'

/** An entry at the desk: what is done with it next, what it says, what changed, and every version there was. */
export function EntryDesk({ entry }: { entry: EditedEntry }) {
  const { t, language } = useT('entries')
  useEditingHints()
  const [asked, setAsked] = useState<'keeping' | 'withdraw'>()
  const { atWork, versions, number } = entry
  const live = versions.find(({ state }) => state === 'live')
  const [latest] = versions
  const shown = live ?? latest
  const title = (atWork ?? shown)?.title ?? ''
  useTitle(`${number} ${title}`)
  const close = () => setAsked(undefined)
  return (
    <div className="entry-desk">
      <header className="entry-bar">
        <RouteLink className="entry-back" to="/desk/kb" aria-label={t('entry.back')}>
          <ArrowLeft aria-hidden />
        </RouteLink>
        <div className="entry-head">
          <p className="entry-head-facts">
            <span className="entry-number">{number}</span>
            {live && <StateChip state="live" />}
            {entry.withdrawn && <StateChip state="withdrawn" />}
            {atWork && <StateChip state={atWork.state} />}
          </p>
          <h1>{title}</h1>
        </div>
        <span className="entry-bar-gap" />
        {live && (
          <Link href={inLanguage(language, `/qa/${number}`)} target="_blank">
            {t('entry.page')}
          </Link>
        )}
        {!atWork && <NextVersion entry={entry} />}
      </header>
      <Notices entry={entry} />
      <div className="entry-desk-columns">
        <div className="entry-desk-main">
          {atWork?.state === 'draft' && <DraftPart entry={entry} atWork={atWork} />}
          {atWork && atWork.state !== 'draft' && (
            <ReviewPart key={`${atWork.id} ${atWork.state}`} entry={entry} atWork={atWork} />
          )}
          <Tabs
            key={`${atWork?.id} ${live?.id}`}
            label={t('entry.tabs')}
            defaultValue={atWork && live ? 'changes' : 'content'}
            items={[
              ...(shown
                ? [
                    {
                      id: 'content',
                      label: t('entry.tab.content'),
                      content: <VersionContent versionId={(live ? shown : (latest ?? shown)).id} />,
                    },
                  ]
                : []),
              ...(atWork && live
                ? [
                    {
                      id: 'changes',
                      label: t('entry.tab.changes'),
                      content: <Compared from={live.id} to={atWork.id} />,
                    },
                  ]
                : []),
              { id: 'versions', label: t('entry.tab.versions'), content: <VersionsPart entry={entry} /> },
            ]}
          />
        </div>
        <EntryFacts
          entry={entry}
          onKeep={() => setAsked('keeping')}
          onWithdraw={() => setAsked('withdraw')}
        />
      </div>
      {asked === 'keeping' && <KeepingDialog key={entry.version} entry={entry} onClose={close} />}
      {asked === 'withdraw' && <WithdrawDialog entry={entry} onClose={close} />}
    </div>
  )
}

/** A draft of what is live, which stays live meanwhile. */
function NextVersion({ entry }: { entry: EditedEntry }) {
  const { t } = useT('entries')
  const navigate = useNavigate()
  const takeIn = useTakeIn()
  const { number, id, withdrawn } = entry
  const next = useCommand(
    () => api('POST /knowledge-entries/:entryId/next-version', { params: { entryId: id } }),
    (changed) => {
      takeIn(changed)
      void navigate({ to: '/desk/kb/$number/edit', params: { number } })
      return t('entry.nextHelp')
    },
  )
  return (
    <div>
      <Button
        variant="primary"
        icon={<PencilLine aria-hidden />}
        onPress={() => next.run()}
        isPending={next.isPending}
      >
        {t(withdrawn ? 'entry.nextWithdrawn' : 'entry.next')}
      </Button>
      {next.problem && <ErrorLine>{next.problem}</ErrorLine>}
    </div>
  )
}

/** What makes the entry as a whole doubtful. */
function Notices({ entry: { isOverdue, reviewOn, withdrawn, atWork, versions } }: { entry: EditedEntry }) {
  const { t, language } = useT('entries')
  const hasLive = versions.some(({ state }) => state === 'live')
  return (
    <>
      {isOverdue && reviewOn && (
        <Banner tone="warning">
          {t('entry.overdue', { day: formatDate(startOfDay(reviewOn), language) })}
        </Banner>
      )}
      {withdrawn && (
        <Banner tone="warning">
          {t('entry.withdrawn', {
            day: formatDateTime(new Date(withdrawn.at), language),
            why: withdrawn.why,
          })}
          {withdrawn.successor && (
            <>
              {'　'}
              {t('entry.successor')}
              <RouteLink to="/desk/kb/$number" params={{ number: withdrawn.successor }}>
                {withdrawn.successor}
              </RouteLink>
            </>
          )}
        </Banner>
      )}
      {!hasLive && !atWork && !withdrawn && <Banner>{t('entry.nothing')}</Banner>}
    </>
  )
}
