import { type Accounts, SignInForm } from '../../features/sign-in/SignInForm.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref, usePortal } from '../../platform/portal.ts'
import { Link } from '../../ui/Link.tsx'
import './pages.css'

type Login = { accounts: Accounts; next: string; hasDemoPhone: boolean }

export const page = definePage<Login>({
  load: async ({ api, query }) => ({
    accounts: await api('GET /demonstration-accounts').catch(() => []),
    next: query.get('next') ?? '',
    hasDemoPhone: await api('GET /demonstration/telephone').then(
      () => true,
      () => false,
    ),
  }),
  title: (t) => t('portal:signIn.title'),
  Page: ({ data }) => <LoginPage {...data} />,
})

function LoginPage({ accounts, next, hasDemoPhone }: Login) {
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
        {hasDemoPhone && (
          <p>
            <Link href={href('/demo/phone')}>{t('demoPhone.title')}</Link>
          </p>
        )}
      </div>
    </div>
  )
}

/** A path of this site and no other address. */
const isOurs = (path: string) => /^\/(?![/\\])/.test(path)
