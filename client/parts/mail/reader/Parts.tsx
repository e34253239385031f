import { Download, FileLock2 } from 'lucide-react'
import type { MailContent } from '../../../../server/api.ts'
import { type Translate, useT } from '../../../platform/i18n.ts'
import { bytesInWords } from '../../../ui/FileDrop.tsx'
import { wordsOr } from '../marks.ts'

/** What a mail carries: to be saved, or named with the reason why it is not given out. */
export function Parts({ parts }: { parts: MailContent['parts'] }) {
  const { t } = useT('mails')
  if (parts.length === 0) return null
  return (
    <section className="mail-parts" aria-label={t('reader.attachments')}>
      <h3>{t('reader.attachments')}</h3>
      <ul>
        {parts.map(({ id, name, size, href, held }) => {
          const words = t('cases:timeline.file', { name, size: bytesInWords(size) })
          return (
            <li key={id}>
              {href && !held ? (
                <a href={href} download={name}>
                  <Download aria-hidden />
                  {words}
                </a>
              ) : (
                <span className="mail-part-held">
                  <FileLock2 aria-hidden />
                  <span>
                    {words}
                    <small>{t('reader.heldBack', { reason: heldOf(t, held ?? '') })}</small>
                  </span>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Why it is not given out; the code where there are no words for it. */
const heldOf = (t: Translate<'mails'>, code: string): string =>
  wordsOr(t, 'reader.held', code) || t('reader.held.unknown', { code })
