import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId, useState } from 'react'
import type { DeskPhone, WrapUp } from '../../../../server/api.ts'
import { phoneQuery } from '../../../parts/calls/queries.ts'
import { clockOf } from '../../../parts/calls/words.ts'
import { deskQuery } from '../../../parts/desk/queries.ts'
import { api } from '../../../platform/api.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { useSoon } from '../../../platform/use-soon.ts'
import { Button } from '../../../ui/Button.tsx'
import { useNow } from '../../../ui/Elapsed.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import './WrapUpPanel.css'

const TICK_MS = 1_000
const SAVED_AFTER_MS = 1_000
const LONGEST_NOTE = 2000

/**
 * What is left to do after a call: its result and a note. It lies at the edge and holds nothing up; what is chosen and
 * written is kept as it is, so that it is there when the time runs out.
 */
export function WrapUpPanel({ wrapUp }: { wrapUp: WrapUp }) {
  const { t } = useT('phone')
  const id = useId()
  const announce = useAnnounce()
  const { callId, caseNumber, canExtend, codes } = wrapUp
  const [code, setCode] = useState(wrapUp.codeId === null ? '' : String(wrapUp.codeId))
  const [note, setNote] = useState(wrapUp.note)
  const [isTried, setTried] = useState(false)
  const { finish, keep, extend, problem } = useWrapUp(callId)
  const body = (done: boolean) => ({ codeId: code === '' ? null : Number(code), note, done })
  const keepSoon = useSoon(() => {
    if ([...note].length <= LONGEST_NOTE) keep.mutate(body(false))
  })
  const { data: desk } = useQuery(deskQuery)
  const tell = useEffectEvent(() => announce(t('wrapUp.announced')))
  useEffect(() => tell(), [])
  const done = () => {
    setTried(true)
    if (code !== '') finish.mutate(body(true))
  }
  return (
    <section className="wrap-up" aria-labelledby={id}>
      <header>
        <h2 id={id}>{t('wrapUp.heading')}</h2>
        <TimeLeft wrapUp={wrapUp} />
      </header>
      {caseNumber && (
        <RouteLink to="/desk/q/$view/{-$number}" params={{ view: 'mine', number: caseNumber }} search={{}}>
          {t('wrapUp.openCase', { number: caseNumber })}
        </RouteLink>
      )}
      <Select
        label={t('wrapUp.code')}
        isRequired
        options={codes.map(({ id, name }) => ({ id: String(id), label: name }))}
        value={code}
        onChange={(next) => {
          setCode(next)
          keepSoon(SAVED_AFTER_MS)
        }}
        {...(isTried && code === '' && { error: t('wrapUp.codeMissing') })}
      />
      <TextArea
        label={t('wrapUp.note')}
        rows={2}
        limit={LONGEST_NOTE}
        value={note}
        onChange={(next) => {
          setNote(next)
          keepSoon(SAVED_AFTER_MS)
        }}
      />
      {desk?.agent.presence === 'break' && <p className="muted">{t('wrapUp.breakAfter')}</p>}
      <div role="alert">{problem && <ErrorLine>{problemSentence(t, problem)}</ErrorLine>}</div>
      <footer>
        {canExtend && (
          <Button isPending={extend.isPending} onPress={() => extend.mutate()}>
            {t('wrapUp.extend')}
          </Button>
        )}
        <Button variant="primary" isPending={finish.isPending} onPress={done}>
          {t('wrapUp.done')}
        </Button>
      </footer>
    </section>
  )
}

function TimeLeft({ wrapUp: { startedAt, endsAt } }: { wrapUp: Pick<WrapUp, 'startedAt' | 'endsAt'> }) {
  const { t } = useT('phone')
  const now = useNow(TICK_MS)
  const left = Math.max(0, Date.parse(endsAt) - now)
  const total = Math.max(1, Date.parse(endsAt) - Date.parse(startedAt))
  return (
    <>
      <span className="wrap-up-left" data-over={left === 0 || undefined} role="timer">
        {left === 0 ? t('wrapUp.over') : t('wrapUp.left', { time: clockOf(left + TICK_MS - 1) })}
      </span>
      <Progress label={t('wrapUp.leftLabel')} value={Math.min(100, (100 * left) / total)} isQuiet />
    </>
  )
}

type Said = { codeId: number | null; note: string; done: boolean }

function useWrapUp(callId: WrapUp['callId']) {
  const { t } = useT('phone')
  const toast = useToast()
  const queries = useQueryClient()
  const show = (phone: DeskPhone) => {
    queries.setQueryData(phoneQuery.queryKey, phone)
    void queries.invalidateQueries({ queryKey: deskQuery.queryKey })
  }
  const params = { callId }
  const put = (body: Said) => api('PUT /calls/:callId/wrap-up', { params, body })
  const finish = useMutation({
    mutationFn: put,
    onSuccess: (phone) => {
      show(phone)
      toast({ text: t('wrapUp.finished'), tone: 'success' })
    },
  })
  const keep = useMutation({ mutationFn: put })
  const extend = useMutation({
    mutationFn: () => api('POST /calls/:callId/wrap-up/extension', { params, body: {} }),
    onSuccess: (phone) => {
      show(phone)
      toast({ text: t('wrapUp.extended'), tone: 'success' })
    },
  })
  return { finish, keep, extend, problem: finish.error ?? extend.error ?? keep.error ?? undefined }
}
