import { useQuery } from '@tanstack/react-query'
import { AskedFrame } from '../../../features/knowledge-lists/AskedFrame.tsx'
import { QuestionsPart } from '../../../features/knowledge-lists/QuestionsPart.tsx'
import { questionsQuery, synonymsQuery } from '../../../features/knowledge-lists/queries.ts'
import { SynonymTable } from '../../../features/knowledge-lists/SynonymTable.tsx'
import { useT } from '../../../platform/i18n.ts'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'

/** What else words mean, and the questions by which that is tried. */
export function SynonymsScreen() {
  const { t } = useT('asked')
  const synonyms = useQuery(synonymsQuery)
  const questions = useQuery(questionsQuery)
  return (
    <AskedFrame place="synonyms">
      {[synonyms, questions].map(
        ({ isError, data, error, refetch }, n) =>
          isError &&
          !data && (
            <ErrorCard
              key={n === 0 ? 'synonyms' : 'questions'}
              title={t(n === 0 ? 'synonyms.failed' : 'questions.failed')}
              error={error}
              onRetry={() => void refetch()}
            />
          ),
      )}
      {(synonyms.isPending || questions.isPending) && <Skeleton shape="rows" count={8} />}
      {synonyms.data && <SynonymTable synonyms={synonyms.data} />}
      {questions.data && <QuestionsPart questions={questions.data} />}
    </AskedFrame>
  )
}
