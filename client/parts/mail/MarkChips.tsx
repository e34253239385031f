import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { markOf } from './marks.ts'
import './reader/reader.css'

/** What is noticeable about a mail, each in a picture and words. */
export function MarkChips({ marks }: { marks: readonly string[] }) {
  const { t } = useT('mails')
  if (marks.length === 0) return null
  return (
    <ul className="mail-marks" aria-label={t('marks.label')}>
      {marks.map((code) => {
        const { Icon, tone, word } = markOf(t, code)
        return (
          <li key={code}>
            <Chip tone={tone} icon={<Icon aria-hidden />}>
              {word}
            </Chip>
          </li>
        )
      })}
    </ul>
  )
}
