import { ArrowDown } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Case, Entry } from '../../../../server/api.ts'
import { isoDate } from '../../../platform/dates.ts'
import { useT } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { useNow } from '../../../ui/Elapsed.tsx'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { SplitDialog } from '../dialogs/SplitDialog.tsx'
import { EntryView } from './EntryView.tsx'
import { linesOf } from './lines.ts'
import { sentenceOf } from './words.ts'

/** Shown at once; what came before is one press away, so many at a time. */
const SHOWN = 30
const MORE = 200
/** From so many on, what is out of sight is not laid out. */
const MANY = 100
const NEAR_PX = 80

/**
 * The timeline, oldest first and scrolled to the newest. What arrives meanwhile is announced; somebody who reads
 * further up is not moved but told.
 */
export function Timeline({ entries: all, row }: { entries: readonly Entry[]; row: Case }) {
  const { t } = useT('cases')
  const { requesterName } = row
  const today = isoDate(new Date(useNow()))
  const [split, setSplit] = useState<Entry>()
  const entries = useMemo(() => linesOf(all), [all])
  const [hidden, setHidden] = useState(() => Math.max(0, entries.length - SHOWN))
  const { box, fresh, toEnd, onScroll } = useFollowing(entries, hidden)
  useTelling(entries, requesterName)
  return (
    <section
      className="timeline"
      aria-label={t('timeline.label')}
      ref={box}
      onScroll={onScroll}
      data-many={entries.length - hidden > MANY || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
    >
      {hidden > 0 && (
        <p className="timeline-more">
          <Button
            size="small"
            variant="quiet"
            onPress={() => {
              // The last press takes the button away: the reader goes on from the timeline itself.
              if (hidden <= MORE) box.current?.focus()
              setHidden(Math.max(0, hidden - MORE))
            }}
          >
            {hidden > MORE
              ? t('timeline.earlierOf', { count: MORE, all: hidden })
              : t('timeline.earlier', { count: hidden })}
          </Button>
        </p>
      )}
      {entries.slice(hidden).map((entry) => (
        <EntryView
          key={entry.id}
          entry={entry}
          requesterName={requesterName}
          row={row}
          onSplit={setSplit}
          today={today}
        />
      ))}
      {entries.length === 0 && <p className="entry-line">{t('timeline.empty')}</p>}
      {fresh > 0 && (
        <p className="timeline-fresh">
          <Button size="small" variant="primary" icon={<ArrowDown aria-hidden />} onPress={toEnd}>
            {t('timeline.newer', { count: fresh })}
          </Button>
        </p>
      )}
      {split && <SplitDialog row={row} entry={split} onClose={() => setSplit(undefined)} />}
    </section>
  )
}

/** Keeps to the end while the reader is there, and to what they read when earlier lines are put before it. */
function useFollowing(entries: readonly Entry[], hidden: number) {
  const box = useRef<HTMLElement>(null)
  const atEnd = useRef(true)
  const shown = useRef(entries.length)
  const [fresh, setFresh] = useState(0)
  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight })
    setFresh(0)
  }
  useLayoutEffect(() => {
    const added = entries.length - shown.current
    shown.current = entries.length
    if (atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight })
    else if (added > 0) setFresh((count) => count + added)
  }, [entries])
  const before = useRef({ hidden, height: 0 })
  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    if (hidden < before.current.hidden) current.scrollTop += current.scrollHeight - before.current.height
    before.current = { hidden, height: current.scrollHeight }
  })
  const onScroll = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = box.current ?? {}
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
    if (atEnd.current) setFresh(0)
  }
  return { box, fresh, toEnd, onScroll }
}

/** Says aloud what others added while the case is open. */
function useTelling(entries: readonly Entry[], requesterName: string) {
  const { t } = useT('cases')
  const { personId } = useSession()
  const announce = useAnnounce()
  const told = useRef(entries.at(-1)?.seq ?? 0)
  useEffect(() => {
    const fresh = entries.filter(({ seq, actor }) => seq > told.current && actor?.id !== personId)
    told.current = entries.at(-1)?.seq ?? told.current
    const last = fresh.at(-1)
    if (!last) return
    const what = last.kind.startsWith('message')
      ? t('timeline.by', {
          name: last.actor?.name ?? (requesterName || t('timeline.requester')),
          what: last.body.text ?? '',
        })
      : sentenceOf(t, last)
    announce(t('timeline.announced', { what: what.slice(0, 120) }))
  }, [entries, personId, requesterName, announce, t])
}
