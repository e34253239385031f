import { useRef, useState } from 'react'
import type { Api, Reply } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { postedText, useHref, usePosted } from '../../platform/portal.ts'
import { useSubmitOnce } from '../../platform/submit-once.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useAnnounce } from '../../ui/LiveRegions.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { DemonstrationAccounts } from './DemonstrationAccounts.tsx'
import './sign-in.css'

export type Accounts = Reply<Api['GET /demonstration-accounts']>

/** Signing in, and back to where somebody came from. In the demonstration the accounts stand below. */
export function SignInForm({ accounts, next }: { accounts: Accounts; next: string }) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/login')
  const announce = useAnnounce()
  const [login, setLogin] = useState(postedText(posted, 'login') ?? '')
  const [password, setPassword] = useState('')
  const [attempt, setAttempt] = useState(0)
  const button = useRef<HTMLButtonElement>(null)
  const { sending, onSubmit } = useSubmitOnce((form) => {
    const typed = new FormData(form)
    const complete = typed.get('login') !== '' && typed.get('password') !== ''
    if (!complete) setAttempt(attempt + 1)
    return complete
  })
  const minutes = posted?.retryAfterSeconds && Math.ceil(posted.retryAfterSeconds / 60)
  const wait = minutes ? ` ${t('signIn.wait', { count: minutes })}` : ''
  const tried = attempt > 0 || Object.keys(posted?.errors ?? {}).length > 0
  const missing = {
    login: tried && login.trim() === '' ? t('signIn.missingLogin') : undefined,
    password: tried && password === '' ? t('signIn.missingPassword') : undefined,
  }
  const errors = (['login', 'password'] as const).flatMap((name) => {
    const message = missing[name]
    return message ? [{ fieldId: `sign-in-${name}`, message }] : []
  })
  return (
    <>
      <form
        method="post"
        action={href('/login')}
        noValidate
        className="portal-panel"
        aria-label={t('signIn.title')}
        onSubmit={onSubmit}
      >
        <ErrorSummary
          errors={errors}
          problem={errors.length === 0 && posted?.problem ? posted.problem + wait : undefined}
          attempt={attempt}
        />
        <input type="hidden" name="next" value={postedText(posted, 'next') ?? next} />
        <TextField
          id="sign-in-login"
          name="login"
          label={t('signIn.login')}
          autoComplete="username"
          isRequired
          mark="none"
          value={login}
          onChange={setLogin}
          error={missing.login}
        />
        <TextField
          id="sign-in-password"
          name="password"
          type="password"
          label={t('signIn.password')}
          autoComplete="current-password"
          isRequired
          mark="none"
          value={password}
          onChange={setPassword}
          error={missing.password}
        />
        <Button type="submit" variant="primary" isPending={sending} ref={button}>
          {t('signIn.submit')}
        </Button>
      </form>
      <DemonstrationAccounts
        accounts={accounts}
        onUse={({ login, password, name }) => {
          setLogin(login)
          setPassword(password)
          button.current?.focus()
          announce(t('signIn.filled', { name }))
        }}
      />
    </>
  )
}
