import { useQuery } from '@tanstack/react-query'
import { FileDown, FileText } from 'lucide-react'
import { useState } from 'react'
import type { Case, OfficialDocument } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { AskedCard, Fact } from '../card/Card.tsx'
import { documentOfCaseQuery } from './queries.ts'
import { ReplyDialog } from './ReplyDialog.tsx'
import './documents.css'

/** The document that a case began with: number, day, sender, deadline, and how it was answered. */
export function DocumentCard({ row }: { row: Case }) {
  const { t } = useT('papers')
  const query = useQuery(documentOfCaseQuery(row.id))
  if (query.data === null) return null
  return (
    <AskedCard title={t('documents.card')} query={query}>
      {(document) => document && <Shown document={document} row={row} />}
    </AskedCard>
  )
}

function Shown({ document, row }: { document: OfficialDocument; row: Case }) {
  const { t } = useT('papers')
  const may = useMay()
  const [isAnswering, setAnswering] = useState(false)
  const isAnswered = document.replyNumber !== null || document.replyWaived !== null
  return (
    <>
      <dl>
        <Fact name={t('documents.number')}>{document.number}</Fact>
        <Fact name={t('documents.issuedOn')}>
          {document.issuedOn && <RocTime at={document.issuedOn} show="date" />}
        </Fact>
        <Fact name={t('documents.sender')}>{document.senderName}</Fact>
        <Fact name={t('documents.speed')}>{document.speed}</Fact>
        <Fact name={t('documents.secrecy')}>{document.secrecy}</Fact>
        <Fact name={t('documents.dueOn')}>
          {document.dueOn && <RocTime at={document.dueOn} show="weekday" />}
        </Fact>
        <Fact name={t('documents.recipients')}>{document.recipients.join('、')}</Fact>
        <Fact name={t('documents.copies')}>{document.copies.join('、')}</Fact>
        <Fact name={t('documents.missing')}>{document.missingFiles.join('、')}</Fact>
        <Fact name={t('documents.reply')}>
          {document.replyNumber ? (
            <>
              {document.replyNumber}{' '}
              {document.replyIssuedOn && <RocTime at={document.replyIssuedOn} show="date" />}
            </>
          ) : (
            document.replyWaived && t('documents.waived', { reason: document.replyWaived })
          )}
        </Fact>
      </dl>
      {!isAnswered && row.closedAt === null && <p className="document-open">{t('documents.unanswered')}</p>}
      {may('case:handle') && (
        <p className="document-tools">
          <Button size="small" icon={<FileText aria-hidden />} onPress={() => setAnswering(true)}>
            {t(isAnswered ? 'documents.correct' : 'documents.record')}
          </Button>
          <a className="document-letter" href={`/api/documents/${document.id}/letter`} download>
            <FileDown aria-hidden />
            {t('documents.letter')}
          </a>
        </p>
      )}
      {isAnswering && <ReplyDialog document={document} onClose={() => setAnswering(false)} />}
    </>
  )
}
