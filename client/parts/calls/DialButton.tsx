import { useQuery } from '@tanstack/react-query'
import { PhoneOutgoing } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button, type ButtonVariant } from '../../ui/Button.tsx'
import type { Dialled } from './DialDialog.tsx'
import { phoneQuery } from './queries.ts'

const DialDialog = lazy(() => import('./DialDialog.tsx').then((m) => ({ default: m.DialDialog })))

/** Calls a number from the own telephone, after asking. Nothing for whoever has no telephone. */
export function DialButton({
  children,
  variant = 'quiet',
  ...dialled
}: Dialled & { children?: string; variant?: ButtonVariant }) {
  const { t } = useT('phone')
  const may = useMay()
  const { data } = useQuery({ ...phoneQuery, enabled: may('desk:work') })
  const [isAsked, setAsked] = useState(false)
  if (!data?.extension) return null
  return (
    <>
      <Button
        variant={variant}
        size="small"
        icon={<PhoneOutgoing aria-hidden />}
        aria-label={t(children ? 'callbacks.callNowNamed' : 'dial.callNamed', { number: dialled.number })}
        onPress={() => setAsked(true)}
      >
        {children}
      </Button>
      <Suspense>{isAsked && <DialDialog {...dialled} onClose={() => setAsked(false)} />}</Suspense>
    </>
  )
}
