import { useQuery } from '@tanstack/react-query'
import { MailOpen, Split } from 'lucide-react'
import { useState } from 'react'
import type { Entry } from '../../../../server/api.ts'
import { MarkChips } from '../../../parts/mail/MarkChips.tsx'
import { contentQuery, type MailId } from '../../../parts/mail/queries.ts'
import { LongText } from '../../../parts/mail/reader/LongText.tsx'
import { MailReader } from '../../../parts/mail/reader/MailReader.tsx'
import { Quoted } from '../../../parts/mail/reader/Quoted.tsx'
import { useT } from '../../../platform/i18n.ts'
import { useMay } from '../../../platform/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { MessageText } from './MessageText.tsx'

/** A message that came by mail: from which address, to which mailbox, what is noticeable, and the way to the whole mail. */
export function MailEntry({
  entry,
  onSplit,
}: {
  entry: Entry
  onSplit?: ((entry: Entry) => void) | undefined
}) {
  const { t } = useT('mails')
  const may = useMay()
  const [isShown, setShown] = useState(false)
  const { body } = entry
  const mailId = body.mailId as MailId
  // The message that a case began with is the case.
  const maySplit = onSplit !== undefined && entry.version > 1 && may('case:handle')
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
        <Button variant="quiet" size="small" icon={<MailOpen aria-hidden />} onPress={() => setShown(true)}>
          {t('reader.whole')}
        </Button>
        {maySplit && (
          <Button variant="quiet" size="small" icon={<Split aria-hidden />} onPress={() => onSplit(entry)}>
            {t('split.open')}
          </Button>
        )}
      </p>
      {isShown && <MailDialog mailId={mailId} onClose={() => setShown(false)} />}
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
