import { useCallback, useRef } from 'react'
import { useBell } from '../../platform/bell.ts'
import { useMay } from '../../platform/session.ts'
import { Offers } from './offers/Offers.tsx'
import { PresenceMenu } from './presence/PresenceMenu.tsx'

/** In the strip of whoever receives work: their state, and what is offered to them. */
export function AgentTools() {
  const may = useMay()
  return may('desk:work') ? <Tools /> : null
}

function Tools() {
  const bell = useBell()
  const latest = useRef(bell)
  latest.current = bell
  const ring = useCallback(() => latest.current.ring(), [])
  return (
    <>
      <PresenceMenu bell={bell} />
      <Offers ring={ring} />
    </>
  )
}
