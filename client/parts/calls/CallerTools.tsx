import { FolderInput, UserSearch } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { DeskCall } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { useSayWho } from './use-call-changes.ts'

const WhoDialog = lazy(() => import('./WhoDialog.tsx').then((m) => ({ default: m.WhoDialog })))
const AttachDialog = lazy(() => import('./AttachDialog.tsx').then((m) => ({ default: m.AttachDialog })))

/** A switchboard is shared by many: no more of them at first, so that what follows stays in sight. */
const MOST_AT_FIRST = 3

/** Whoever it may be: one press says who it is. */
export function MaybeList({ desk: { call, maybe } }: { desk: Pick<DeskCall, 'call' | 'maybe'> }) {
  const { t } = useT('phone')
  const may = useMay()
  const { run, isPending, problem } = useSayWho(call)
  const [areAllShown, setAllShown] = useState(false)
  if (maybe.length === 0 || call.caller) return null
  const shown = areAllShown ? maybe : maybe.slice(0, MOST_AT_FIRST)
  return (
    <div className="call-maybe">
      <h4>{t('who.maybe')}</h4>
      <p className="muted">{t('who.maybeHelp')}</p>
      <ul>
        {shown.map(({ personId, name, title, agencyName }) => (
          <li key={personId}>
            <span>
              <b>{name}</b> {[agencyName, title].filter(Boolean).join('　')}
            </span>
            {may('case:handle') && (
              <Button
                size="small"
                isPending={isPending}
                aria-label={t('who.isThisNamed', { name })}
                onPress={() => run({ personId, name, remembers: false })}
              >
                {t('who.isThis')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < maybe.length && (
        <Button size="small" variant="quiet" onPress={() => setAllShown(true)}>
          {t('who.more', { count: maybe.length - shown.length })}
        </Button>
      )}
      {problem && <p className="call-problem">{problem}</p>}
    </div>
  )
}

/** Who is this, and to which case does it belong: what an agent may set right of a call. */
export function CallerTools({ desk }: { desk: DeskCall }) {
  const { t } = useT('phone')
  const may = useMay()
  const [asked, setAsked] = useState<'who' | 'attach'>()
  const close = () => setAsked(undefined)
  if (!may('case:handle')) return null
  return (
    <div className="call-tools">
      <Button size="small" icon={<UserSearch aria-hidden />} onPress={() => setAsked('who')}>
        {t('who.change')}
      </Button>
      <Button size="small" icon={<FolderInput aria-hidden />} onPress={() => setAsked('attach')}>
        {t('who.attachDialog')}
      </Button>
      <Suspense>
        {asked === 'who' && <WhoDialog call={desk.call} onClose={close} />}
        {asked === 'attach' && <AttachDialog desk={desk} onClose={close} />}
      </Suspense>
    </div>
  )
}
