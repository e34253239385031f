import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { LongText } from './LongText.tsx'

/** Earlier words that a mail repeats, folded away until somebody wants them. */
export function Quoted({ children }: { children: string | (() => ReactNode) }) {
  const { t } = useT('mails')
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <div className="mail-quoted">
      <Button
        variant="quiet"
        size="small"
        icon={<Icon aria-hidden />}
        aria-expanded={isOpen}
        {...(isOpen && { 'aria-controls': id })}
        onPress={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'reader.hideQuoted' : 'reader.showQuoted')}
      </Button>
      {isOpen && (
        <blockquote id={id} aria-label={t('reader.quoted')}>
          {typeof children === 'string' ? <LongText text={children} /> : children()}
        </blockquote>
      )}
    </div>
  )
}
