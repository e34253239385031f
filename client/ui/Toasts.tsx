import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useT } from '../platform/i18n.ts'
import { Button } from './Button.tsx'
import { useAnnounce } from './LiveRegions.tsx'
import './Toasts.css'

export type Toast = {
  text: string
  tone?: 'info' | 'success' | 'danger'
  /** Takes back what was done; offered for 10 s. */
  undo?: () => void
}
type Shown = Toast & { id: number }

const SHOWN_MS = 6_000
const WITH_UNDO_MS = 10_000
const AT_ONCE = 4
const ICONS = { info: Info, success: CircleCheck, danger: CircleAlert }

const ToastContext = createContext<(toast: Toast) => void>(() => undefined)

/** Tells what was done: `toast({ text: '已送出回覆', undo })`. */
export const useToast = () => useContext(ToastContext)

/** Keeps and shows toasts. Under the pointer or with the focus inside, none goes away. */
export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useT()
  const announce = useAnnounce()
  const [shown, setShown] = useState<readonly Shown[]>([])
  const [held, setHeld] = useState(false)
  const last = useRef(0)

  const add = useCallback(
    (toast: Toast) => {
      last.current += 1
      const id = last.current
      setShown((others) => [...others, { ...toast, id }].slice(-AT_ONCE))
      announce(toast.text, toast.tone === 'danger' ? 'assertive' : 'polite')
    },
    [announce],
  )
  const remove = useCallback((id: number) => setShown((all) => all.filter((one) => one.id !== id)), [])

  return (
    <ToastContext value={add}>
      {children}
      <section
        aria-label={t('notifications')}
        className="ui-toasts"
        data-react-aria-top-layer="true"
        onMouseEnter={() => setHeld(true)}
        onMouseLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} held={held} onDone={() => remove(toast.id)} />
        ))}
      </section>
    </ToastContext>
  )
}

function ToastCard({ toast, held, onDone }: { toast: Toast; held: boolean; onDone: () => void }) {
  const { t } = useT()
  const Icon = ICONS[toast.tone ?? 'info']
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => done.current(), toast.undo ? WITH_UNDO_MS : SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, toast.undo])
  return (
    <div className="ui-toast" data-tone={toast.tone ?? 'info'}>
      <Icon aria-hidden />
      <span>{toast.text}</span>
      {toast.undo && (
        <Button
          size="small"
          onPress={() => {
            toast.undo?.()
            onDone()
          }}
        >
          {t('undo')}
        </Button>
      )}
      <Button
        variant="quiet"
        size="small"
        icon={<X aria-hidden />}
        aria-label={t('close')}
        onPress={onDone}
      />
    </div>
  )
}
