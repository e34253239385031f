import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { Answered } from '../../../parts/card/Card.tsx'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { DraftPreview } from './DraftPreview.tsx'
import { PersonalDataList } from './PersonalDataList.tsx'
import { offeredDraftQuery } from './queries.ts'
import { useDraftOfCase } from './use-draft-of-case.ts'

const SUBMIT = 'Mod+Enter'

/**
 * Makes a draft of the case: what looks like personal data is shown, each with the words around it, and replaced unless
 * somebody lets it stand. Nothing is kept before they have confirmed.
 */
export function DraftDialog({ row, onClose }: { row: Case; onClose: () => void }) {
  const { t } = useT('cases')
  const query = useQuery(offeredDraftQuery(row.number, row.id))
  const { data: offered, error } = query
  const [letStand, setLetStand] = useState<ReadonlySet<string>>(new Set())
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const draft = useDraftOfCase(row, offered, { letStand, leftOut })
  const mayMake = offered !== undefined && draft.title.trim() !== '' && !draft.isPending && !draft.made
  useShortcut({
    keys: SUBMIT,
    label: t('knowledge.draft.make'),
    inDialog: true,
    run: () => mayMake && draft.make(),
  })
  return (
    <Dialog
      isOpen
      keepOpen
      size="wide"
      onClose={onClose}
      title={t('knowledge.draft.title', { number: row.number })}
      actions={
        draft.made ? (
          <Button variant="primary" onPress={onClose}>
            {t('common:close')}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('common:cancel')}</Button>
            <Button
              variant="primary"
              onPress={() => draft.make()}
              isPending={draft.isPending}
              isDisabled={!mayMake}
            >
              {t('knowledge.draft.make')}
              <Kbd>{keysInWords(SUBMIT, isMac())}</Kbd>
            </Button>
          </>
        )
      }
    >
      {draft.made ? (
        <>
          <p role="status">{t('knowledge.draft.done', { number: draft.made.number })}</p>
          <p>
            <RouteLink to="/desk/kb/$number/edit" params={{ number: draft.made.number }}>
              {t('knowledge.draft.goOn')}
            </RouteLink>
          </p>
        </>
      ) : error && !offered ? (
        <ErrorLine>{problemSentence(t, error)}</ErrorLine>
      ) : (
        <Answered query={query}>
          {({ made }) => (
            <div className="knowledge-draft">
              {made.length > 0 && (
                <p className="knowledge-made">
                  {t('knowledge.draft.before', {
                    entries: made.map(({ number, title }) => `${number}「${title}」`).join('、'),
                  })}
                </p>
              )}
              <PersonalDataList
                suspects={draft.suspects}
                letStand={letStand}
                onLetStand={setLetStand}
                leftOut={leftOut}
                onLeftOut={setLeftOut}
              />
              <DraftPreview draft={draft} />
              <div role="alert">
                {draft.error && <ErrorLine>{problemSentence(t, draft.error)}</ErrorLine>}
                {draft.stillFound.length > 0 && (
                  <p>
                    {t('knowledge.draft.still', { texts: draft.stillFound.join('、') })}{' '}
                    <Button
                      size="small"
                      onPress={() => setLetStand(new Set([...letStand, ...draft.stillFound]))}
                    >
                      {t('knowledge.draft.keepStill')}
                    </Button>
                  </p>
                )}
              </div>
            </div>
          )}
        </Answered>
      )}
    </Dialog>
  )
}
