import { type Accounts, SignInForm } from '../../features/sign-in/SignInForm.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref, usePortal } from '../../platform/portal.ts'
import { Link } from '../../ui/Link.tsx'
import './pages.css'

type Login = { accounts: Accounts; next: string }

export const page = definePage<Login>({
  load: async ({ api, query }) => ({
    accounts: await api('GET /demonstration-accounts').catch(() => []),
    next: query.get('next') ?? '',
  }),
  title: (t) => t('portal:signIn.title'),
  Page: ({ data }) => <LoginPage {...data} />,
})

function LoginPage({ accounts, next }: Login) {
  const { t } = useT('portal')
  const href = useHref()
  const { session } = usePortal()
  return (
    <div className="portal-page">
      <header className="portal-page-head">
        <h1>{t('signIn.title')}</h1>
        {session ? (
          <p>
            {t('signIn.already', { name: session.name })}{' '}
            <Link href={isOurs(next) ? next : href('/')}>{t('signIn.goOn')}</Link>
          </p>
        ) : (
          <p>{t('signIn.lead')}</p>
        )}
      </header>
      <div className="sign-in">
        <SignInForm accounts={accounts} next={next} />
      </div>
    </div>
  )
}

/** A path of this site and no other address. */
const isOurs = (path: string) => /^\/(?![/\\])/.test(path)
