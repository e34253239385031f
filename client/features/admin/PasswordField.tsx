import { Eye, EyeOff, KeyRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { makePassword } from './make-password.ts'

/** A password for somebody else: typed hidden, or made by the page and shown so that it can be passed on. */
export function PasswordField({
  label,
  value,
  onChange,
  problem,
  action,
}: {
  label: string
  value: string
  onChange: (password: string) => void
  problem?: string | undefined
  /** What is done with it, before the help in making it. */
  action?: ReactNode
}) {
  const { t } = useT('admin')
  const [isShown, setShown] = useState(false)
  return (
    <div className="admin-password">
      <TextField
        label={label}
        description={t('account.passwordHelp')}
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        value={value}
        onChange={onChange}
        {...(problem && { error: problem })}
      />
      <span className="admin-buttons">
        {action}
        <Button
          icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          onPress={() => setShown(!isShown)}
        >
          {t(isShown ? 'account.hidePassword' : 'account.showPassword')}
        </Button>
        <Button
          icon={<KeyRound aria-hidden />}
          onPress={() => {
            onChange(makePassword())
            setShown(true)
          }}
        >
          {t('account.makePassword')}
        </Button>
      </span>
    </div>
  )
}
