import { useQuery } from '@tanstack/react-query'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type CallId, recordingsQuery } from './queries.ts'
import { RecordingPlayer } from './RecordingPlayer.tsx'

/** What was recorded of one call. */
export function CallRecordings({ callId }: { callId: CallId }) {
  const { t } = useT('phone')
  const { data, error } = useQuery(recordingsQuery(callId))
  if (error && !data)
    return (
      <ErrorLine>
        {t('recording.failed')} {problemSentence(t, error)}
      </ErrorLine>
    )
  if (!data) return <Skeleton count={2} />
  if (data.length === 0) return <p className="muted">{t('recording.none')}</p>
  return data.map((recording) => <RecordingPlayer key={recording.id} recording={recording} />)
}
