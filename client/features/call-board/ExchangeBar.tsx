import { CircleAlert, CircleCheck, FlaskConical } from 'lucide-react'
import type { CallBoard } from '../../../server/api.ts'
import { formatDateTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Chip } from '../../ui/Chip.tsx'

/** Each exchange and the link to them as it is; a simulated one is always called that. */
export function ExchangeBar({ board }: { board: CallBoard }) {
  const { t, language } = useT('calls')
  const { exchanges, link, frozenAt } = board
  return (
    <>
      {link === 'off' && <Banner tone="info">{t('off')}</Banner>}
      {frozenAt && (
        <Banner tone="warning">
          {t('frozen')}
          {formatDateTime(new Date(frozenAt as string), language)}。{t('frozenHelp')}
        </Banner>
      )}
      {exchanges.length > 0 && (
        <ul className="call-exchanges" aria-label={t('exchange.title')}>
          <li>
            <Chip tone={link === 'up' ? 'in-progress' : 'overdue'}>{t(`link.${link}`)}</Chip>
          </li>
          {exchanges.map(({ name, state, isSimulated, since }) => (
            <li
              key={name}
              title={t('exchange.since', { time: formatDateTime(new Date(since as string), language) })}
            >
              <Chip
                tone={state === 'up' ? 'in-progress' : 'overdue'}
                icon={state === 'up' ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
              >
                {`${name} ${t(`exchange.${state}`)}`}
              </Chip>
              {isSimulated && (
                <Chip tone="waiting" icon={<FlaskConical aria-hidden />}>
                  {t('simulated')}
                </Chip>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
