import { Phone } from 'lucide-react'
import type { CallBack } from '../../../server/api.ts'
import { formatDateTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { formatPhone } from '../../platform/phone.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { DueTime } from '../../ui/Elapsed.tsx'
import { Link } from '../../ui/Link.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { dialled } from './dialled.ts'

/** One dissatisfied answer: what they said, how to reach them, and what came of it. */
export function CallBackCard({ callBack, onRecord }: { callBack: CallBack; onRecord: () => void }) {
  const { t, language } = useT('board')
  const {
    caseNumber,
    title,
    requesterName,
    requesterPhone,
    requesterEmail,
    score,
    comment,
    dueAt,
    doneAt,
    doneByName,
    cause,
    remedy,
  } = callBack
  return (
    <article className="call-back">
      <header>
        <h2>
          {caseNumber} {title}
        </h2>
        <Chip tone="overdue">{t('callBacks.score', { score })}</Chip>
        {!doneAt && <DueTime at={dueAt} />}
      </header>
      <dl>
        <dt>{t('callBacks.contact')}</dt>
        <dd className="call-back-contact">
          <span>{requesterName}</span>
          {requesterPhone && <Link href={dialled(requesterPhone)}>{formatPhone(requesterPhone)}</Link>}
          {requesterEmail && <Link href={`mailto:${requesterEmail}`}>{requesterEmail}</Link>}
          {!requesterPhone && !requesterEmail && t('callBacks.noContact')}
        </dd>
        <dt>{t('callBacks.comment')}</dt>
        <dd>{comment ?? t('callBacks.noComment')}</dd>
        {doneAt && (
          <>
            <dt>{t('callBacks.cause')}</dt>
            <dd>{cause}</dd>
            <dt>{t('callBacks.remedy')}</dt>
            <dd>{remedy}</dd>
          </>
        )}
      </dl>
      <footer>
        <RouteLink to="/desk/q/$view/{-$number}" params={{ view: 'all', number: caseNumber }}>
          {t('callBacks.openCase', { number: caseNumber })}
        </RouteLink>
        {doneAt ? (
          <span>
            {t('callBacks.doneBy', {
              name: doneByName ?? '',
              time: formatDateTime(new Date(doneAt), language),
            })}
          </span>
        ) : (
          <Button
            variant="primary"
            icon={<Phone aria-hidden />}
            onPress={onRecord}
            aria-label={`${t('callBacks.record')} ${caseNumber}`}
          >
            {t('callBacks.record')}
          </Button>
        )}
      </footer>
    </article>
  )
}
