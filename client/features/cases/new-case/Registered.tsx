import { useEffect, useRef } from 'react'
import type { Receipt } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { Slip } from '../../../ui/Slip.tsx'

/** The slip of a case just keyed in, to be read out: its number and the code that goes with it. */
export function Registered({ receipt, onAnother }: { receipt: Receipt; onAnother: () => void }) {
  const { t } = useT('cases')
  const { number, code, openedAt, responseDueAt } = receipt
  const announce = useAnnounce()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    announce(t('newCase.done', { number }))
  }, [announce, t, number])
  return (
    <div className="new-case">
      <h1 ref={heading} tabIndex={-1}>
        {t('newCase.done', { number })}
      </h1>
      <p>{t('newCase.tell')}</p>
      <Slip number={number} date={openedAt}>
        <p>
          {t('newCase.code')} <code className="new-case-code">{code}</code>
        </p>
        <p className="muted">
          {t('newCase.respondBy')} <RocTime at={responseDueAt} />
        </p>
      </Slip>
      <div className="new-case-foot">
        <Button onPress={onAnother}>{t('newCase.another')}</Button>
        <RouteLink
          button="primary"
          to="/desk/q/$view/{-$number}"
          params={{ view: 'all', number }}
          search={{}}
        >
          {t('newCase.open')}
        </RouteLink>
      </div>
    </div>
  )
}
