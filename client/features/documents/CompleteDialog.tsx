import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OfficialDocument } from '../../../server/api.ts'
import { documentQuery } from '../../parts/documents/queries.ts'
import { useDocumentCommand } from '../../parts/documents/use-document-command.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { CoverFields } from './CoverFields.tsx'
import { coverOf, statedIn } from './cover.ts'
import { failureIn } from './words.ts'

/** Completes a document that could not be read by itself, and tries again. */
export function CompleteDialog({ document, onClose }: { document: OfficialDocument; onClose: () => void }) {
  const { t } = useT('papers')
  const { data } = useQuery(documentQuery(document.id))
  const [cover, setCover] = useState(() => coverOf(document))
  const command = useDocumentCommand(
    () =>
      api('POST /documents/:documentId/retry', {
        params: { documentId: document.id },
        body: { cover: statedIn(cover) },
      }),
    (now) => {
      if (now.state === 'case') onClose()
      return now.state === 'case'
        ? t('documents.became', { number: now.caseNumber ?? '' })
        : t('documents.stillFailed')
    },
  )
  return (
    <ActionDialog
      title={t('documents.completeTitle')}
      help={failureIn(t, document.failure)}
      action={t('documents.completeSubmit')}
      command={command}
      onSubmit={() => command.run()}
      onClose={onClose}
    >
      <p>{t('documents.files', { names: document.files.map(({ name }) => name).join('、') })}</p>
      {data?.preview && (
        <details>
          <summary>{t('documents.preview')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1) */}
          <pre className="document-preview" tabIndex={0}>
            {data.preview}
          </pre>
        </details>
      )}
      <CoverFields cover={cover} onChange={setCover} />
    </ActionDialog>
  )
}
