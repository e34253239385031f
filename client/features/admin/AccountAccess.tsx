import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { PartProps } from './AccountRoles.tsx'

/** Where an account is signed in, and whether it may be used at all. */
export function AccountAccess({ account, onChanged }: PartProps) {
  const { t } = useT('admin')
  const { personId, name, openSessions, lastSeenAt, disabledAt } = account
  const [isAsking, setAsking] = useState(false)
  const params = { personId }
  const disable = useCommand(
    (disabled: boolean) => api('PUT /accounts/:personId/disabled', { params, body: { disabled } }),
    (now, disabled) => {
      setAsking(false)
      onChanged(now)
      return t(disabled ? 'account.disabledDone' : 'account.enabledDone', { name })
    },
  )
  const revoke = useCommand(
    () => api('DELETE /accounts/:personId/sessions', { params }),
    (now) => {
      onChanged(now)
      return t('account.revoked', { name })
    },
  )
  const problem = disable.problem ?? revoke.problem
  return (
    <section className="admin-part">
      <h3>{t('account.accessTitle')}</h3>
      <p>
        {disabledAt ? t('accounts.disabled') : t('accounts.enabled')}
        {'；'}
        {t('account.openSessions', { count: openSessions })}
        {'；'}
        {t('accounts.lastSeen')} {lastSeenAt ? <RocTime at={lastSeenAt} /> : t('accounts.never')}
      </p>
      <div role="alert">{problem && !isAsking && <ErrorLine>{problem}</ErrorLine>}</div>
      <span className="admin-buttons">
        <Button isDisabled={openSessions === 0} isPending={revoke.isPending} onPress={() => revoke.run()}>
          {t('account.revoke')}
        </Button>
        {disabledAt ? (
          <Button isPending={disable.isPending} onPress={() => disable.run(false)}>
            {t('account.enable')}
          </Button>
        ) : (
          <Button
            variant="danger"
            onPress={() => {
              disable.reset()
              setAsking(true)
            }}
          >
            {t('account.disable')}
          </Button>
        )}
      </span>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('account.disableTitle', { name })}
        action={t('account.disable')}
        isDangerous
        isPending={disable.isPending}
        onAction={() => disable.run(true)}
      >
        <p>{t('account.disableSentence')}</p>
        <div role="alert">{disable.problem && <ErrorLine>{disable.problem}</ErrorLine>}</div>
      </AlertDialog>
    </section>
  )
}
