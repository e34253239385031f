import { useQuery } from '@tanstack/react-query'
import { MailOpen, Split } from 'lucide-react'
import { useState } from 'react'
import type { Case, Entry } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { useMay } from '../../../platform/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { MarkChips } from '../../mails/MarkChips.tsx'
import { contentQuery, type MailId } from '../../mails/queries.ts'
import { LongText } from '../../mails/reader/LongText.tsx'
import { MailReader } from '../../mails/reader/MailReader.tsx'
import { Quoted } from '../../mails/reader/Quoted.tsx'
import { SplitDialog } from '../dialogs/SplitDialog.tsx'
import { MessageText } from './MessageText.tsx'

/** A message that came by mail: from which address, to which mailbox, what is noticeable, and the way to the whole mail. */
export function MailEntry({ entry, row }: { entry: Entry; row?: Case }) {
  const { t } = useT('mails')
  const may = useMay()
  const [shown, setShown] = useState<'mail' | 'split'>()
  const { body } = entry
  const mailId = body.mailId as MailId
  // The message that a case began with is the case.
  const maySplit = row !== undefined && entry.version > 1 && may('case:handle')
  return (
    <>
      {(body.sender?.address || body.mailbox) && (
        <p className="entry-mail">
          {body.sender?.address && <span>{`<${body.sender.address}>`}</span>}
          {body.mailbox && <span>{t('reader.sentTo', { mailbox: body.mailbox })}</span>}
        </p>
      )}
      <MarkChips marks={body.marks ?? []} />
      {body.text && <MessageText text={body.text} isCut={body.cut ?? false} />}
      {body.folded && <Quoted>{() => <QuotedWords mailId={mailId} />}</Quoted>}
      <p className="entry-tools">
        <Button variant="quiet" size="small" icon={<MailOpen aria-hidden />} onPress={() => setShown('mail')}>
          {t('reader.whole')}
        </Button>
        {maySplit && (
          <Button variant="quiet" size="small" icon={<Split aria-hidden />} onPress={() => setShown('split')}>
            {t('split.open')}
          </Button>
        )}
      </p>
      {shown === 'mail' && <MailDialog mailId={mailId} onClose={() => setShown(undefined)} />}
      {shown === 'split' && row && (
        <SplitDialog row={row} entry={entry} onClose={() => setShown(undefined)} />
      )}
    </>
  )
}

function MailDialog({ mailId, onClose }: { mailId: MailId; onClose: () => void }) {
  const { t } = useT('mails')
  const { data } = useQuery(contentQuery(mailId))
  const title = data
    ? t('reader.wholeTitle', { subject: data.subject || t('reader.noSubject') })
    : t('reader.whole')
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      title={title}
      actions={<Button onPress={onClose}>{t('common:close')}</Button>}
    >
      <MailReader mailId={mailId} />
    </Dialog>
  )
}

/** What the mail quotes is told with the whole mail, so it is asked for when somebody wants it. */
function QuotedWords({ mailId }: { mailId: MailId }) {
  const { t } = useT('mails')
  const { data, isError } = useQuery(contentQuery(mailId))
  if (data) return data.quoted ? <LongText text={data.quoted} /> : <p>{t('reader.noQuoted')}</p>
  return isError ? (
    <ErrorLine>{t('reader.failed')}</ErrorLine>
  ) : (
    <Skeleton count={2} label={t('reader.loading')} />
  )
}
