import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, FilePlus2, FileSymlink, RotateCw, SearchX, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Api, ReceivedMail, Reply } from '../../../server/api.ts'
import { MarkChips } from '../../parts/mail/MarkChips.tsx'
import { faultOf, reasonOf } from '../../parts/mail/marks.ts'
import { type MailId, receivedMailQuery } from '../../parts/mail/queries.ts'
import { MailReader } from '../../parts/mail/reader/MailReader.tsx'
import { api, Problem } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useTitle } from '../../platform/title.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { bytesInWords } from '../../ui/FileDrop.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { AddDialog } from './AddDialog.tsx'
import { FileDialog } from './FileDialog.tsx'
import { isFromMachine } from './notice.ts'
import { OutcomeChip } from './OutcomeChip.tsx'
import { outcomeOf } from './outcome.ts'
import { RefuseDialog } from './RefuseDialog.tsx'
import { Trace } from './Trace.tsx'
import { useMailCommand } from './use-mail-command.ts'

type Told = Reply<Api['GET /received-mails/:mailId']>

/** One received mail beside the list: why it waits, what may be done, what it says, and how it came here. */
export function MailPreview({ mailId, onBack }: { mailId: MailId; onBack: () => void }) {
  const { t } = useT('mails')
  const { data, error, refetch, isFetching } = useQuery(receivedMailQuery(mailId))
  if (data) return <Opened mail={data} onBack={onBack} />
  return (
    <div className="mail-preview">
      {error instanceof Problem && error.status === 404 ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          action={
            <Button size="small" onPress={onBack}>
              {t('inbox.back')}
            </Button>
          }
        >
          {t('inbox.gone')}
        </EmptyState>
      ) : error ? (
        <ErrorCard
          title={t('reader.failed')}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : (
        <Skeleton shape="card" count={2} label={t('reader.loading')} />
      )}
    </div>
  )
}

function Opened({ mail, onBack }: { mail: Told; onBack: () => void }) {
  const { t } = useT('mails')
  const subject = mail.subject || t('reader.noSubject')
  useTitle(`${subject}｜${t('inbox.title')}`)
  return (
    <section className="mail-preview" aria-labelledby="mail-subject">
      <header className="mail-preview-head">
        <Button
          variant="quiet"
          className="case-back"
          icon={<ArrowLeft aria-hidden />}
          aria-label={t('inbox.back')}
          onPress={onBack}
        />
        <div>
          <h1 id="mail-subject">{subject}</h1>
          <p>
            <OutcomeChip mail={mail} />
            {mail.reason && <b>{reasonOf(t, mail.reason)}</b>}
            {mail.caseNumber && (
              <RouteLink
                to="/desk/q/$view/{-$number}"
                params={{ view: 'all', number: mail.caseNumber }}
                search={{}}
              >
                {t('inbox.openCase', { number: mail.caseNumber })}
              </RouteLink>
            )}
          </p>
          <MarkChips marks={mail.marks.filter((mark) => mark !== mail.reason)} />
        </div>
      </header>
      {mail.outcome === 'quarantined' && <Actions mail={mail} />}
      <MailReader mailId={mail.id}>
        <dt>{t('inbox.arrived')}</dt>
        <dd>
          <RocTime at={mail.arrivedAt} /> <span className="muted">{cameBy(t, mail)}</span>
        </dd>
        {mail.lastError && (
          <>
            <dt>{t('inbox.lastError')}</dt>
            <dd className="mail-error">{faultOf(t, mail.lastError)}</dd>
          </>
        )}
      </MailReader>
      <Trace steps={mail.trace} />
    </section>
  )
}

const cameBy = (t: ReturnType<typeof useT<'mails'>>['t'], { mailboxName, source, size }: ReceivedMail) =>
  [t('reader.sentTo', { mailbox: mailboxName }), t(`inbox.source.${source}`), bytesInWords(size)].join('，')

function Actions({ mail }: { mail: ReceivedMail }) {
  const { t } = useT('mails')
  const [asked, setAsked] = useState<'file' | 'add' | 'refuse'>()
  const retry = useMailCommand(
    () => api('POST /received-mails/:mailId/retry', { params: { mailId: mail.id } }),
    (now) => t(`actions.retried.${outcomeOf(now)}`, { number: now.caseNumber ?? '' }),
  )
  const close = () => setAsked(undefined)
  return (
    <section className="mail-actions" aria-label={t('inbox.actions')}>
      <Button variant="primary" icon={<FilePlus2 aria-hidden />} onPress={() => setAsked('file')}>
        {t('actions.file')}
      </Button>
      <Button icon={<FileSymlink aria-hidden />} onPress={() => setAsked('add')}>
        {t('actions.add')}
      </Button>
      <Button icon={<RotateCw aria-hidden />} isPending={retry.isPending} onPress={() => retry.run()}>
        {t('actions.retry')}
      </Button>
      <Button icon={<Undo2 aria-hidden />} onPress={() => setAsked('refuse')}>
        {t(isFromMachine(mail) ? 'actions.refuseSubmit' : 'actions.refuse')}
      </Button>
      {retry.problem && <ErrorLine>{retry.problem}</ErrorLine>}
      {asked === 'file' && <FileDialog mail={mail} onClose={close} />}
      {asked === 'add' && <AddDialog mail={mail} onClose={close} />}
      {asked === 'refuse' && <RefuseDialog mail={mail} onClose={close} />}
    </section>
  )
}
