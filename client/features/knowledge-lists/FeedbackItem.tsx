import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { inLanguage } from '../../platform/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Link } from '../../ui/Link.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import type { FeedbackRow } from './queries.ts'
import { type FeedbackCommands, useFeedbackCommands } from './use-feedback.ts'

/** What one reader wrote of an entry, and what becomes of it. */
export function FeedbackItem({ row }: { row: FeedbackRow }) {
  const { t, language } = useT('asked')
  const commands = useFeedbackCommands(row)
  const { number, title, n, isLive, solved, reason, at, answer, answeredAt, answeredBy } = row
  return (
    <article className="feedback-item" aria-label={t('feedback.of', { number, title })}>
      <header>
        <Chip tone={solved ? 'answered' : 'overdue'}>
          {t(solved ? 'feedback.solved' : 'feedback.unsolved')}
        </Chip>
        <Link href={inLanguage(language, `/qa/${number}`)} target="_blank">
          {number} {title}
        </Link>
        <RouteLink to="/desk/kb/$number" params={{ number }} aria-label={t('feedback.editNamed', { number })}>
          {t('feedback.edit')}
        </RouteLink>
        <span className="muted">
          {t(isLive ? 'feedback.version' : 'feedback.oldVersion', { n })}　<RocTime at={at} />
        </span>
      </header>
      <blockquote>{reason ?? t('feedback.noWords')}</blockquote>
      {answer !== null && (
        <p className="feedback-answer">
          <b>{t('feedback.answered')}</b>　{answer}
        </p>
      )}
      {answeredAt !== null && (
        <p className="muted">
          {answeredBy} <RocTime at={answeredAt} />
        </p>
      )}
      {answeredAt === null ? (
        <AnswerForm row={row} commands={commands} />
      ) : (
        <div className="asked-buttons">
          <Button size="small" onPress={() => commands.reopen.run()} isPending={commands.reopen.isPending}>
            {t(answer === null ? 'feedback.open' : 'feedback.takeBack')}
          </Button>
        </div>
      )}
      <div role="alert">{commands.problem && <ErrorLine>{commands.problem}</ErrorLine>}</div>
    </article>
  )
}

function AnswerForm({ row, commands }: { row: FeedbackRow; commands: FeedbackCommands }) {
  const { t } = useT('asked')
  const [answer, setAnswer] = useState('')
  const [letStand, setLetStand] = useState<ReadonlySet<string>>(new Set())
  const [isTried, setTried] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const found = [...new Set([...row.found.map(({ text }) => text), ...commands.stillFound])]
  const isEmpty = answer.trim() === ''
  const send = () => {
    setTried(true)
    if (!isEmpty) commands.answer.run({ answer: answer.trim(), letStand: [...letStand] })
  }
  const decide = (text: string, stands: boolean) =>
    setLetStand(new Set(stands ? [...letStand, text] : [...letStand].filter((one) => one !== text)))
  const aside = (
    <Button variant="quiet" onPress={() => commands.aside.run()} isPending={commands.aside.isPending}>
      {t('feedback.aside')}
    </Button>
  )
  if (!isOpen)
    return (
      <div className="asked-buttons">
        <Button onPress={() => setOpen(true)}>{t('feedback.begin')}</Button>
        {aside}
      </div>
    )
  return (
    <form
      className="asked-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <TextArea
        label={t('feedback.answer')}
        description={t('feedback.answerHelp')}
        rows={2}
        autoFocus
        limit={1000}
        value={answer}
        onChange={setAnswer}
        {...(isTried && isEmpty && { error: t('feedback.answerMissing') })}
      />
      {found.length > 0 && (
        <fieldset className="feedback-found">
          <legend>{t('feedback.found')}</legend>
          {found.map((text) => (
            <Checkbox
              key={text}
              label={t('feedback.letStand', { text })}
              isSelected={letStand.has(text)}
              onChange={(stands) => decide(text, stands)}
            />
          ))}
        </fieldset>
      )}
      <div className="asked-buttons">
        <Button type="submit" variant="primary" isPending={commands.answer.isPending}>
          {t('feedback.send')}
        </Button>
        {aside}
      </div>
    </form>
  )
}
