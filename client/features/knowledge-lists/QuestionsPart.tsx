import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { inLanguage } from '../../platform/language.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Link } from '../../ui/Link.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { ASKED, type Question } from './queries.ts'

/** What is to find which entry, whatever synonyms are set: by these each change is reckoned. */
export function QuestionsPart({ questions }: { questions: readonly Question[] }) {
  const { t, language } = useT('asked')
  const set = useSet()
  const columns: Column<Question>[] = [
    { id: 'question', header: t('questions.question'), isRowHeader: true, cell: ({ question }) => question },
    {
      id: 'entry',
      header: t('questions.entry'),
      cell: ({ number, title }) =>
        title === null ? (
          t('questions.gone', { number })
        ) : (
          <Link href={inLanguage(language, `/qa/${number}`)} target="_blank">
            {number} {title}
          </Link>
        ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      cell: ({ question }) => (
        <Button
          size="small"
          variant="quiet"
          aria-label={t('questions.forgetNamed', { question })}
          onPress={() => set.run({ question, number: null })}
        >
          {t('synonyms.forget')}
        </Button>
      ),
    },
  ]
  return (
    <section className="asked-part" aria-labelledby="questions">
      <h2 id="questions">{t('questions.title')}</h2>
      <p className="muted">{t('questions.help')}</p>
      <NewQuestion />
      {set.problem && <ErrorLine>{set.problem}</ErrorLine>}
      <Table
        caption={t('questions.title')}
        className="asked-stacked"
        columns={columns}
        rows={questions}
        keyOf={({ question }) => question}
        empty={<EmptyState>{t('questions.none')}</EmptyState>}
      />
    </section>
  )
}

function NewQuestion() {
  const { t } = useT('asked')
  const [question, setQuestion] = useState('')
  const [number, setNumber] = useState('')
  const [isTried, setTried] = useState(false)
  const isWrong = !/^[Qq]?\d{1,9}$/.test(number.trim())
  const set = useSet(() => {
    setQuestion('')
    setNumber('')
    setTried(false)
  })
  return (
    <form
      className="asked-add"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (question.trim() !== '' && !isWrong) set.run({ question: question.trim(), number: number.trim() })
      }}
    >
      <TextField
        label={t('questions.question')}
        isRequired
        limit={200}
        value={question}
        onChange={setQuestion}
        {...(isTried && question.trim() === '' && { error: t('questions.questionMissing') })}
      />
      <TextField
        label={t('questions.number')}
        isRequired
        value={number}
        onChange={setNumber}
        {...(isTried && isWrong && { error: t('gaps.answer.wrong') })}
      />
      <Button type="submit" isPending={set.isPending}>
        {t('questions.add')}
      </Button>
      <div role="alert">{set.problem && <ErrorLine>{set.problem}</ErrorLine>}</div>
    </form>
  )
}

function useSet(onDone?: () => void) {
  const { t } = useT('asked')
  const queries = useQueryClient()
  return useCommand(
    (body: { question: string; number: string | null }) => api('PUT /search-questions', { body }),
    ({ place }, { question }) => {
      void queries.invalidateQueries({ queryKey: [...ASKED, 'questions'] })
      onDone?.()
      if (place === null) return t('questions.forgotten', { question })
      return place === 0
        ? t('questions.savedNotFound', { question })
        : t('questions.savedAt', { question, place })
    },
  )
}
