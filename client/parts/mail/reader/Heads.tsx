import type { ReactNode } from 'react'
import { useState } from 'react'
import type { MailContent } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'

type Address = MailContent['to'][number]

/** So many names are read at a glance; mails to hundreds say how many more there are. */
const SHOWN = 5

/** `王小明 <wang@example.gov.tw>`, or whichever of the two there is. */
const addressInWords = ({ name, address }: Address) =>
  name && address ? `${name} <${address}>` : name || address

/** Who wrote to whom, and when, as the mail itself says. */
export function Heads({ content, children }: { content: MailContent; children?: ReactNode }) {
  const { t } = useT('mails')
  const { from, to, cc, date } = content
  return (
    <dl className="mail-heads" aria-label={t('reader.heads')}>
      <dt>{t('reader.from')}</dt>
      <dd>{from && addressInWords(from) ? addressInWords(from) : t('reader.nobody')}</dd>
      <dt>{t('reader.to')}</dt>
      <dd>{to.length > 0 ? <Addresses all={to} /> : t('reader.nobody')}</dd>
      {cc.length > 0 && (
        <>
          <dt>{t('reader.cc')}</dt>
          <dd>
            <Addresses all={cc} />
          </dd>
        </>
      )}
      <dt>{t('reader.date')}</dt>
      <dd>{date ? <RocTime at={date} /> : t('reader.nobody')}</dd>
      {children}
    </dl>
  )
}

function Addresses({ all }: { all: readonly Address[] }) {
  const { t } = useT('mails')
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? all : all.slice(0, SHOWN)
  const more = all.length - shown.length
  return (
    <>
      {shown.map(addressInWords).join('、')}{' '}
      {more > 0 && (
        <Button variant="quiet" size="small" onPress={() => setShowsAll(true)}>
          {t('reader.more', { count: more })}
        </Button>
      )}
    </>
  )
}
