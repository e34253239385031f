import { useState } from 'react'
import type { System } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import type { FileLimits } from '../../ui/FileDrop.tsx'
import { DraftBanner, DraftState } from './DraftNotes.tsx'
import { listed } from './errors.ts'
import { Matches } from './Matches.tsx'
import { SimilarCases } from './SimilarCases.tsx'
import { SlipPreview } from './SlipPreview.tsx'
import { Contact, Reproduction, Where } from './sections.tsx'
import { useCaseForm } from './use-case-form.ts'
import { useMatches, useSimilar } from './use-similar.ts'
import './CaseForm.css'

/** 線上掛號: one page, three required fields. Posted by the browser, with or without JavaScript. */
export function CaseForm({
  systems,
  limits,
  formKey,
  words,
  system: about,
}: {
  systems: readonly System[]
  limits: FileLimits
  /** Names this case from now on, so that it is filed once however often the form is sent. */
  formKey: string
  words: string
  /** Chosen already; empty: none. */
  system: string
}) {
  const { t } = useT('portal')
  const href = useHref()
  const { session } = usePortal()
  const state = useCaseForm({ limits, formKey, words, system: about })
  const { values, errors, attempt } = state
  const [composing, setComposing] = useState(false)
  const similar = useSimilar(values.description, composing, session !== null)
  const matches = useMatches([values.title, values.description].filter(Boolean).join('\n'), composing)
  const system = systems.find(({ id }) => String(id) === values.systemId)
  return (
    <>
      <ErrorSummary
        errors={listed(t, errors)}
        problem={state.problem ?? (state.refused ? t('caseForm.notSent') : undefined)}
        attempt={attempt}
      />
      <DraftBanner state={state} />
      <form
        method="post"
        action={href('/cases/new')}
        encType="multipart/form-data"
        noValidate
        ref={state.form}
        className="case-form"
        aria-label={t('caseForm.steps')}
        onSubmit={state.onSubmit}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      >
        <input type="hidden" name="key" value={state.key} readOnly />
        <Where state={state} systems={systems} />
        <aside className="case-form-side">
          <Matches found={matches} />
          <SimilarCases found={similar} signedIn={session !== null} />
          <SlipPreview
            title={values.title}
            description={values.description}
            systemName={system?.shortName}
            fileCount={state.kept.length}
          />
        </aside>
        <Reproduction state={state} limits={limits} />
        <Contact state={state} />
        <div className="case-form-send">
          <DraftState saved={state.saved} />
          <Button type="submit" variant="seal" isPending={state.sending}>
            {t(state.sending ? 'caseForm.submitting' : 'caseForm.submit')}
          </Button>
        </div>
      </form>
    </>
  )
}
