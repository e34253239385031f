import { Eye, EyeOff, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** No letter or digit that is taken for another when read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 16

/** A password that can be read out on the telephone; some 90 bits of chance. */
export function makePassword(): string {
  const letters: string[] = []
  while (letters.length < LENGTH) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < 256 - (256 % LETTERS.length)) letters.push(LETTERS.charAt(byte % LETTERS.length))
  }
  return letters.join('').replace(/.{4}(?=.)/g, '$&-')
}

/** A password for somebody else: typed hidden, or made by the page and shown so that it can be passed on. */
export function PasswordField({
  label,
  value,
  onChange,
  problem,
}: {
  label: string
  value: string
  onChange: (password: string) => void
  problem?: string | undefined
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
        <Button
          size="small"
          icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          onPress={() => setShown(!isShown)}
        >
          {t(isShown ? 'account.hidePassword' : 'account.showPassword')}
        </Button>
        <Button
          size="small"
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
