import { useQuery } from '@tanstack/react-query'
import { Download, ShieldAlert } from 'lucide-react'
import type { Case } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { bytesInWords } from '../../ui/FileDrop.tsx'
import { PagesButton } from '../fax/PagesButton.tsx'
import type { PaperFile } from '../fax/queries.ts'
import { heldOfCaseQuery, reasonIn } from './queries.ts'

/** A file of a message: to be fetched and looked at, or held back and why. */
export function FileLine({ file, row }: { file: PaperFile; row: Case | undefined }) {
  const { t } = useT('papers')
  const { data } = useQuery({ ...heldOfCaseQuery(row?.id as Case['id']), enabled: row !== undefined })
  const held = data?.find(({ id }) => id === file.id)
  const words = t('cases:timeline.file', { name: file.name, size: bytesInWords(file.size) })
  if (held)
    return (
      <span className="entry-held">
        <ShieldAlert aria-hidden />
        {words}
        <small>{t('held.because', { reason: reasonIn(t, held.reason) })}</small>
      </span>
    )
  return (
    <>
      <a href={`/api/files/${file.id}/content`} download={file.name}>
        <Download aria-hidden />
        {words}
      </a>
      <PagesButton file={file} />
    </>
  )
}
