import { Headset, Paperclip, UserRound } from 'lucide-react'
import type { CaseStatus, PortalCase } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { bytesInWords } from '../../ui/FileDrop.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import './timeline.css'

type Entry = PortalCase['entries'][number]

/** What has been said and done, oldest first: the requester's words, the answers, and the states between them. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const { t } = useT('portal')
  return (
    <section className="progress-timeline" aria-labelledby="progress-timeline">
      <h2 id="progress-timeline">{t('progress.timeline.title')}</h2>
      {entries.length === 0 && <p className="muted">{t('progress.timeline.empty')}</p>}
      <ol>
        {entries.map((entry) => (
          <li key={entry.id} data-kind={entry.kind}>
            {entry.kind === 'state' ? <State entry={entry} /> : <Message entry={entry} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function State({ entry: { state, waitingFor, at, text } }: { entry: Entry }) {
  const { t } = useT('portal')
  const key = state === 'waiting' && waitingFor ? `waiting-${waitingFor}` : state
  return (
    <>
      <p>
        <b>{t(`progress.timeline.state.${(key ?? 'received') as CaseStatus}`)}</b> <RocTime at={at} />
      </p>
      {text && <p className="progress-text">{text}</p>}
    </>
  )
}

function Message({ entry: { kind, at, text, files } }: { entry: Entry }) {
  const { t } = useT('portal')
  const own = kind === 'message-in'
  const Icon = own ? UserRound : Headset
  return (
    <article>
      <h3>
        <Icon aria-hidden />
        {t(own ? 'progress.timeline.you' : 'progress.timeline.centre')} <RocTime at={at} />
      </h3>
      {text && <p className="progress-text">{text}</p>}
      {files.length > 0 && (
        <ul className="progress-files" aria-label={t('progress.timeline.files')}>
          {files.map(({ id, name, size, href }) => (
            <li key={id}>
              <Paperclip aria-hidden />
              <a href={href}>{name}</a> <small>{bytesInWords(size)}</small>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
