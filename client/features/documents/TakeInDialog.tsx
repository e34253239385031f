import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDocumentCommand } from '../../parts/documents/use-document-command.ts'
import { api } from '../../platform/api.ts'
import { attachmentRulesQuery } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { ready } from '../../platform/uploads/upload.ts'
import { useUploads } from '../../platform/uploads/use-uploads.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { Attachments } from '../../ui/Attachments.tsx'
import { CoverFields } from './CoverFields.tsx'
import { EMPTY, statedIn } from './cover.ts'

const MB = 1024 * 1024
const UNTIL_KNOWN = { maxFiles: 10, maxBytesPerFile: 50 * MB, maxBytesTotal: 100 * MB, types: [] }

/** Takes in a document that came otherwise: its exchange file with attachments, or a scan with its cover form. */
export function TakeInDialog({ onClose }: { onClose: () => void }) {
  const { t } = useT('papers')
  const { data: rules = UNTIL_KNOWN } = useQuery(attachmentRulesQuery)
  const uploads = useUploads(rules)
  const [cover, setCover] = useState(EMPTY)
  const [isTried, setTried] = useState(false)
  const files = ready(uploads.uploads)
  const isSending = uploads.uploads.length > files.length
  const command = useDocumentCommand(
    () =>
      api('POST /documents', {
        body: { fileIds: files.map(({ id }) => id as never), cover: statedIn(cover) },
      }),
    (document) => {
      onClose()
      return document.state === 'case'
        ? t('documents.became', { number: document.caseNumber ?? '' })
        : t('documents.waits')
    },
  )
  return (
    <ActionDialog
      title={t('documents.takeIn')}
      help={t('documents.takeInHelp')}
      action={t('documents.takeInSubmit')}
      command={command}
      onSubmit={() => {
        setTried(true)
        if (files.length > 0 && !isSending) command.run()
      }}
      onClose={onClose}
    >
      <Attachments
        label={t('documents.takeInFiles')}
        limits={{ ...rules, types: [...rules.types] }}
        uploads={uploads}
        error={isTried && (files.length === 0 || isSending) ? t('documents.filesMissing') : undefined}
      />
      <CoverFields cover={cover} onChange={setCover} />
    </ActionDialog>
  )
}
