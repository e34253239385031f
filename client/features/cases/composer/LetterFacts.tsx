import { useQuery } from '@tanstack/react-query'
import { Link2, Mail, Phone, ShieldAlert, TriangleAlert } from 'lucide-react'
import type { Case, LetterPlan } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { formatPhone } from '../../../platform/phone.ts'
import { RocTime } from '../../../ui/RocTime.tsx'
import { letterQuery } from '../queries.ts'
import type { Message } from './use-message.ts'

type FileWay = LetterPlan['files'][number]

const ICONS = { mail: Mail, link: Link2, portal: ShieldAlert }

/** From where the reply leaves, whether mail reaches the requester, and which way each file goes. */
export function LetterFacts({ row, message }: { row: Case; message: Message }) {
  const { t } = useT('cases')
  const { files } = message
  const { data } = useQuery({
    ...letterQuery(
      row.number,
      row.id,
      files.map(({ id }) => id),
    ),
    enabled: row.actions.length > 0,
    // While it is asked about one more file, what is known of the others stays.
    placeholderData: (known: LetterPlan | undefined) => known,
  })
  if (!data || !row.requesterEmail) return null
  const { from, bounced, linkUntil } = data
  const held = data.files.some(({ why }) => why === 'personal-data')
  return (
    <>
      {bounced && (
        <p className="message-notice message-warning" role="status">
          <TriangleAlert aria-hidden />
          <span>
            {t('letter.bounced', { said: bounced.said || bounced.status })} <RocTime at={bounced.at} />
          </span>
          {data.phone && (
            <a href={`tel:${data.phone}`}>
              <Phone aria-hidden />
              {t('letter.call', { phone: formatPhone(data.phone) })}
            </a>
          )}
        </p>
      )}
      <p className="message-from">
        {from ? t('letter.from', { name: from.name, address: from.address }) : t('letter.fromCentre')}
        {from && !from.isRead && ` ${t('letter.notRead')}`}
      </p>
      {held && (
        <p className="message-notice message-warning" role="status">
          <ShieldAlert aria-hidden />
          {t('letter.personalData')}
        </p>
      )}
      {files.length > 0 && (
        <ul className="message-ways" aria-label={t('letter.ways')}>
          {files.map(({ id, name }) => {
            const way = data.files.find(({ fileId }) => fileId === id)
            return way ? <Way key={id} name={name} way={way} until={linkUntil} /> : null
          })}
        </ul>
      )}
    </>
  )
}

function Way({ name, way: { way, why, found }, until }: { name: string; way: FileWay; until: string }) {
  const { t } = useT('cases')
  const Icon = ICONS[way]
  const words =
    why === 'personal-data'
      ? t('letter.way.personal', {
          found: found.map((kind) => t(`letter.found.${kind}`)).join(t('pending.and')),
        })
      : t(`letter.way.${way === 'portal' ? 'held' : way}`)
  return (
    <li data-way={way}>
      <Icon aria-hidden />
      <b>{name}</b>
      <span>
        {words} {way === 'link' && <RocTime at={until} />}
      </span>
    </li>
  )
}
