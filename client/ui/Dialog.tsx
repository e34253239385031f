import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useT } from '../platform/i18n.ts'
import { Button } from './Button.tsx'
import './Dialog.css'

export type DialogProps = {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** The row of buttons; the main one last. */
  actions?: ReactNode
  size?: 'small' | 'normal' | 'wide'
  /** A drawer comes in from the side: for panels that have no room on narrow screens. */
  side?: boolean
  /** A press outside closes nothing: for forms with something to lose. */
  keepOpen?: boolean
}

/** A dialog over the page. Focus goes in and comes back; Escape closes. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  actions,
  size = 'normal',
  side,
  keepOpen,
}: DialogProps) {
  const { t } = useT()
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!keepOpen}
      className="ui-overlay"
      data-side={side || undefined}
    >
      <Modal className="ui-modal" data-size={size}>
        <AriaDialog className="ui-dialog">
          <header className="ui-dialog-head">
            <Heading slot="title" className="ui-dialog-title">
              {title}
            </Heading>
            <Button
              variant="quiet"
              size="small"
              aria-label={t('close')}
              icon={<X aria-hidden />}
              onPress={onClose}
            />
          </header>
          <div className="ui-dialog-body">{children}</div>
          {actions && <footer className="ui-dialog-actions">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** A question that must be answered. The button says what it does ("撤回案件"), never just "OK". */
export function AlertDialog({
  isOpen,
  onClose,
  title,
  children,
  action,
  onAction,
  isDangerous = false,
  isPending = false,
  isDisabled = false,
}: {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  action: string
  onAction: () => void
  isDangerous?: boolean
  isPending?: boolean
  isDisabled?: boolean
}) {
  const { t } = useT()
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} className="ui-overlay">
      <Modal className="ui-modal" data-size="small">
        <AriaDialog role="alertdialog" className="ui-dialog">
          <header className="ui-dialog-head">
            <Heading slot="title" className="ui-dialog-title">
              {title}
            </Heading>
          </header>
          <div className="ui-dialog-body">{children}</div>
          <footer className="ui-dialog-actions">
            <Button onPress={onClose}>{t('cancel')}</Button>
            <Button
              variant={isDangerous ? 'seal' : 'primary'}
              onPress={onAction}
              isPending={isPending}
              isDisabled={isDisabled}
            >
              {action}
            </Button>
          </footer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
