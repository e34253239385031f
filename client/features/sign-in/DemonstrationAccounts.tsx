import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { Table } from '../../ui/Table.tsx'
import type { Accounts } from './SignInForm.tsx'

type Account = Accounts[number]

/** The invented people of the demonstration, one for each role. Without JavaScript they are there to be typed. */
export function DemonstrationAccounts({
  accounts,
  onUse,
}: {
  accounts: Accounts
  onUse: (account: Account) => void
}) {
  const { t } = useT('portal')
  const awake = useHydrated()
  const [first] = accounts
  if (!first) return null
  const passwords = new Set(accounts.map(({ password }) => password))
  return (
    <section className="sign-in-demonstration" aria-labelledby="demonstration">
      <h2 id="demonstration">{t('signIn.demonstration')}</h2>
      <p>
        {t('signIn.demonstrationLead')}
        {passwords.size === 1 && (
          <>
            {' '}
            {t('signIn.samePassword')} <code>{first.password}</code>
          </>
        )}
      </p>
      <Table
        caption={t('signIn.demonstration')}
        keyOf={({ login }) => login}
        rows={accounts}
        columns={[
          {
            id: 'roles',
            header: t('signIn.roles'),
            cell: ({ roles }) => roles.map((role) => t(`signIn.role.${role}`)).join('、'),
          },
          { id: 'name', header: t('signIn.name'), isRowHeader: true, cell: ({ name }) => name },
          { id: 'login', header: t('signIn.account'), cell: ({ login }) => <code>{login}</code> },
          ...(passwords.size > 1
            ? [
                {
                  id: 'password',
                  header: t('signIn.password'),
                  cell: ({ password }: Account) => <code>{password}</code>,
                },
              ]
            : []),
          ...(awake
            ? [
                {
                  id: 'use',
                  header: <span className="sr-only">{t('signIn.use')}</span>,
                  cell: (account: Account) => (
                    <Button
                      size="small"
                      onPress={() => onUse(account)}
                      aria-label={t('signIn.useOf', { name: account.name })}
                    >
                      {t('signIn.use')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
