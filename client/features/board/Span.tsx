import { formatDateTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { spanInWords, useNow } from '../../ui/Elapsed.tsx'

/** How long something lasts already, as a length: `12 分`. */
export function Span({ since }: { since: string }) {
  const { t, language } = useT('board')
  const ms = Math.max(0, useNow() - Date.parse(since))
  return (
    <time dateTime={since} title={formatDateTime(new Date(since), language)} className="nowrap">
      {ms < 60_000 ? t('lessThanMinute') : spanInWords(t, ms)}
    </time>
  )
}
