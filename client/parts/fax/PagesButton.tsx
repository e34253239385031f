import { FileSearch } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FilePages } from './FilePages.tsx'
import { hasPages, type PaperFile } from './queries.ts'

/** Opens a fax, scan or PDF over the page; nothing for other files. */
export function PagesButton({ file }: { file: PaperFile }) {
  const { t } = useT('papers')
  const [isOpen, setOpen] = useState(false)
  if (!hasPages(file)) return null
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        icon={<FileSearch aria-hidden />}
        aria-label={t('pages.openNamed', { name: file.name })}
        onPress={() => setOpen(true)}
      >
        {t('pages.open')}
      </Button>
      {isOpen && (
        <Dialog isOpen onClose={() => setOpen(false)} title={file.name} size="wide">
          <FilePages file={file} />
        </Dialog>
      )}
    </>
  )
}
