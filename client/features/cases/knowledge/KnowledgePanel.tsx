import { useQuery } from '@tanstack/react-query'
import { BookPlus, MessageCircleQuestion } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { Answered, Card } from '../../../parts/card/Card.tsx'
import { api } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { isImeKey } from '../../../platform/ime.ts'
import { newKey } from '../../../platform/new-key.ts'
import { useMay } from '../../../platform/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import type { Message } from '../composer/use-message.ts'
import { type Suggestion, suggestionsQuery } from './queries.ts'
import { SuggestionItem } from './SuggestionItem.tsx'
import { UsedEntries } from './UsedEntries.tsx'
import { useInsert } from './use-insert.ts'
import './KnowledgePanel.css'

/** The contact and the agency stay near: of what nobody has looked for, the best. */
const FIRST = 3

/**
 * Q&A beside the case: what may answer it by what was written, a search, and a way into the reply. Down goes from the
 * search into the list and on, up comes back.
 */
export function KnowledgePanel({
  row,
  reply,
  isAsked,
  onInserted,
  onDraft,
}: {
  row: Case
  reply: Message
  /** Somebody came here to look something up. */
  isAsked: boolean
  onInserted: () => void
  onDraft: () => void
}) {
  const { t } = useT('cases')
  const may = useMay()
  const [sought, setSought] = useState('')
  const [showsAll, setShowsAll] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const query = useQuery(suggestionsQuery(row.number, row.id, sought))
  const insert = useInsert(row, reply, onInserted)
  useEffect(() => {
    if (isAsked) field.current?.focus()
  }, [isAsked])

  const mayReply = reply.possible.length > 0
  const barredOf = ({ isForRequester }: Suggestion) => {
    if (!isForRequester) return t('knowledge.notForRequester')
    return mayReply ? undefined : t('knowledge.mayNotReply')
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group to move about in, not the fields of a form
    <div className="knowledge" onKeyDown={moveBetween} role="group" aria-label={t('knowledge.open')}>
      <Card title={t('knowledge.title')}>
        <SearchField
          label={t('knowledge.search')}
          placeholder={t('knowledge.searchHint')}
          onSearch={setSought}
          inputRef={field}
        />
        <Answered query={query}>
          {(found) =>
            found.length > 0 ? (
              <>
                <p className="muted">{t('knowledge.keys')}</p>
                <ol className="knowledge-list" aria-busy={query.isPlaceholderData}>
                  {(showsAll || sought ? found : found.slice(0, FIRST)).map((entry) => (
                    <SuggestionItem
                      key={entry.number}
                      entry={entry}
                      barred={barredOf(entry)}
                      isPending={insert.isPending}
                      onInsert={(way) => insert.mutate({ number: entry.number, way })}
                    />
                  ))}
                </ol>
                {!showsAll && !sought && found.length > FIRST && (
                  <Button size="small" variant="quiet" onPress={() => setShowsAll(true)}>
                    {t('knowledge.rest', { count: found.length - FIRST })}
                  </Button>
                )}
              </>
            ) : (
              <p className="muted">{t(sought ? 'knowledge.nothing' : 'knowledge.noSuggestion')}</p>
            )
          }
        </Answered>
        <p className="sr-only" role="status">
          {query.data && !query.isPlaceholderData && t('knowledge.found', { count: query.data.length })}
        </p>
        <div className="knowledge-more">
          {may('case:handle') && <Missing row={row} said={sought || row.title} key={sought} />}
          {may('knowledge:write') && (
            <Button size="small" icon={<BookPlus aria-hidden />} onPress={onDraft}>
              {t('knowledge.makeDraft')}
            </Button>
          )}
        </div>
      </Card>
      <UsedEntries row={row} />
    </div>
  )
}

/** "No answer, suggest one": onto the editors' list, once for each thing that was looked for. */
function Missing({ row, said }: { row: Case; said: string }) {
  const { t } = useT('cases')
  const [key] = useState(newKey)
  const [isDone, setDone] = useState(false)
  const suggest = useCommand(
    () =>
      api('POST /cases/:caseId/knowledge-gap', {
        params: { caseId: row.id },
        body: { said: [...said].slice(0, 500).join('') },
        idempotencyKey: key,
      }),
    (told) => {
      setDone(true)
      return t('knowledge.missed', { said: told.said })
    },
  )
  return (
    <>
      <Button
        size="small"
        icon={<MessageCircleQuestion aria-hidden />}
        onPress={() => suggest.run()}
        isPending={suggest.isPending}
        isDisabled={isDone}
      >
        {t('knowledge.missing')}
      </Button>
      {suggest.problem && <ErrorLine>{suggest.problem}</ErrorLine>}
    </>
  )
}

const STOPS = '.ui-search input, .knowledge-title'

/** Up and down, through the search field and the titles. */
function moveBetween(event: KeyboardEvent<HTMLElement>) {
  if (isImeKey(event) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(STOPS)]
  const at = stops.indexOf(event.target as HTMLElement)
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}
