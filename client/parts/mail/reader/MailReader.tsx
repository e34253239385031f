import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { MailContent } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Link } from '../../../ui/Link.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { MarkChips } from '../MarkChips.tsx'
import { contentQuery, type MailId, originalPath } from '../queries.ts'
import { Heads } from './Heads.tsx'
import { LongText } from './LongText.tsx'
import { OwnLook } from './OwnLook.tsx'
import { Parts } from './Parts.tsx'
import { Quoted } from './Quoted.tsx'
import './reader.css'

/** So long that it is worth saying before somebody scrolls. */
const LONG = 100_000

/** A mail in full: who and when, its words, its own look when asked for, what it carries, and the original to be saved. */
export function MailReader({ mailId, children }: { mailId: MailId; children?: ReactNode }) {
  const { t } = useT('mails')
  const { data, error, refetch, isFetching } = useQuery(contentQuery(mailId))
  const { roles, permissions } = useSession()
  // The original names addresses that vendors are not told.
  const mayHaveOriginal = permissions.includes('case:read-all') || !roles.includes('vendor')
  return (
    <div className="mail-reader">
      {data ? (
        <Content mailId={mailId} content={data}>
          {children}
        </Content>
      ) : error ? (
        <ErrorCard
          title={t('reader.failed')}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
          level={3}
        />
      ) : (
        <Skeleton count={4} label={t('reader.loading')} />
      )}
      {mayHaveOriginal && (
        <p>
          <Link
            href={originalPath(mailId)}
            download
            button="secondary"
            size="small"
            icon={<Download aria-hidden />}
          >
            {t('reader.original')}
          </Link>
        </p>
      )}
    </div>
  )
}

function Content({
  mailId,
  content,
  children,
}: {
  mailId: MailId
  content: MailContent
  children: ReactNode
}) {
  const { t } = useT('mails')
  const [look, setLook] = useState('text')
  const { text, quoted, html, parts, repairs } = content
  return (
    <>
      <Heads content={content}>{children}</Heads>
      <MarkChips marks={repairs} />
      {html !== null && (
        <RadioGroup
          label={t('reader.look')}
          layout="row"
          value={look}
          onChange={setLook}
          options={[
            { id: 'text', label: t('reader.asText') },
            { id: 'sent', label: t('reader.asSent') },
          ]}
        />
      )}
      {look === 'sent' && html !== null ? (
        <OwnLook mailId={mailId} content={{ ...content, html }} />
      ) : (
        <section className="mail-words" aria-label={t('reader.body')}>
          {text.length > LONG && <p className="muted">{t('reader.longText', { count: text.length })}</p>}
          {text.trim() ? <LongText text={text} /> : <p className="muted">{t('reader.noText')}</p>}
          {quoted && <Quoted>{quoted}</Quoted>}
        </section>
      )}
      <Parts parts={parts} />
    </>
  )
}
