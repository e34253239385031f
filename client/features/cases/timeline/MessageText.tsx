import { useState } from 'react'
import { beginningOf } from '../../../parts/mail/reader/long-text.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'

/** Longer messages begin on the timeline and go on when asked: a thread stays readable, and quick. */
const MOST = 1_500

/** The words of a message or a note as they were written; `isCut` when there is more than the timeline tells. */
export function MessageText({ text, isCut = false }: { text: string; isCut?: boolean }) {
  const { t } = useT('mails')
  const beginning = beginningOf(text, MOST)
  const [showsAll, setShowsAll] = useState(false)
  if (beginning === undefined || showsAll)
    return (
      <>
        <p className="entry-text">{text}</p>
        {isCut && <p className="muted">{t('reader.cut')}</p>}
      </>
    )
  return (
    <>
      <p className="entry-text">{beginning}…</p>
      <p className="entry-tools">
        <Button variant="quiet" size="small" onPress={() => setShowsAll(true)}>
          {t('reader.showRest')}
        </Button>
      </p>
    </>
  )
}
