import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { Case } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { AskedCard } from '../card/Card.tsx'
import { PagesButton } from '../fax/PagesButton.tsx'
import { contentOf } from '../fax/queries.ts'
import { type CaseFax, faxesQuery } from './queries.ts'
import './calls.css'

/** The faxes that came by telephone, shown page by page; what could not be read is kept as it came. */
export function CaseFaxes({ row }: { row: Pick<Case, 'id' | 'channel'> }) {
  const { t } = useT('phone')
  const query = useQuery({ ...faxesQuery(row.id), enabled: row.channel === 'fax' })
  if (row.channel !== 'fax' || query.data?.length === 0) return null
  return (
    <AskedCard title={t('cases.faxes')} query={query}>
      {(faxes) => (
        <ul className="context-list">
          {faxes.map((fax, n) => (
            <Fax key={fax.id} fax={fax} name={t('cases.fax', { n: n + 1 })} />
          ))}
        </ul>
      )}
    </AskedCard>
  )
}

function Fax({ fax, name }: { fax: CaseFax; name: string }) {
  const { t } = useT('phone')
  const { receivedAt, number, station, pages, isComplete, error, state, tiffId, pdfId } = fax
  const from = [station, number].filter(Boolean).join('　')
  const shown = tiffId
    ? { id: tiffId, name: `${name}.tif`, mediaType: 'image/tiff' }
    : pdfId && { id: pdfId, name: `${name}.pdf`, mediaType: 'application/pdf' }
  return (
    <li>
      <p>
        <b>{name}</b> <RocTime at={receivedAt} />
      </p>
      <p className="call-facts-line">
        <Chip>{t('cases.faxPages', { count: pages })}</Chip>
        {!isComplete && <Chip tone="waiting">{t('cases.faxPart')}</Chip>}
      </p>
      {from && <p className="muted">{t('cases.faxFrom', { from })}</p>}
      {state === 'unreadable' && (
        <p className="call-problem">{[t('cases.faxUnreadable'), error].filter(Boolean).join('　')}</p>
      )}
      {state === 'waiting' && <p className="muted">{t('cases.faxWaiting')}</p>}
      {shown && state === 'stored' && <PagesButton file={{ ...shown, size: 0 }} />}
      {tiffId && (
        <a className="pages-download" href={contentOf(tiffId)} download={`${name}.tif`}>
          <Download aria-hidden />
          {t('cases.faxTiff')}
        </a>
      )}
    </li>
  )
}
