import { useQuery } from '@tanstack/react-query'
import type { Mailbox } from '../../../../server/api.ts'
import { queuesQuery, useSystems } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { ComboBox } from '../../../ui/ComboBox.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { type FieldsProps, type MailboxForm, PORTS } from './form.ts'

/** Its address, and where what comes from it goes. */
export function AboutFields({ form, write, errorOf }: FieldsProps) {
  const { t } = useT('admin')
  const { systems } = useSystems()
  const { data: queues } = useQuery(queuesQuery)
  return (
    <div className="admin-pairs">
      <TextField
        label={t('mailboxes.address')}
        description={t('mailboxes.addressHelp')}
        type="email"
        autoComplete="off"
        isRequired
        autoFocus
        value={form.address}
        onChange={(address) => write({ address })}
        {...errorOf('address')}
      />
      <TextField
        label={t('mailboxes.name')}
        description={t('mailboxes.nameHelp')}
        isRequired
        limit={60}
        value={form.name}
        onChange={(name) => write({ name })}
        {...errorOf('name')}
      />
      <Select
        label={t('mailboxes.queue')}
        description={t('mailboxes.queueHelp')}
        isRequired
        options={(queues ?? []).map(({ id, name }) => ({ id: String(id), label: name }))}
        value={form.queueId}
        onChange={(queueId) => write({ queueId })}
        {...errorOf('queue')}
      />
      <ComboBox
        label={t('mailboxes.system')}
        description={t('mailboxes.systemHelp')}
        isRequired
        items={systems.map(({ id, shortName, name }) => ({ id: String(id), label: shortName, detail: name }))}
        value={form.defaultSystemId}
        onChange={(defaultSystemId) => write({ defaultSystemId })}
        {...errorOf('system')}
      />
      <RadioGroup
        label={t('mailboxes.kind')}
        layout="row"
        options={(['mail', 'fax'] as const).map((id) => ({ id, label: t(`mailboxes.kinds.${id}`) }))}
        value={form.kind}
        onChange={(kind) => write({ kind: kind as MailboxForm['kind'] })}
      />
    </div>
  )
}

/** How mail comes in: fetched, delivered, or not at all. */
export function ReadingFields({ form, write, errorOf, mailbox }: FieldsProps & { mailbox?: Mailbox }) {
  const { t } = useT('admin')
  return (
    <>
      <RadioGroup
        label={t('mailboxes.source')}
        layout="cards"
        options={(['imap', 'smtp', 'none'] as const).map((id) => ({
          id,
          label: t(`mailboxes.sources.${id}`),
          description: t(`mailboxes.sourceHelp.${id}`),
        }))}
        value={form.source}
        onChange={(source) => write({ source: source as MailboxForm['source'] })}
      />
      {form.source === 'imap' && (
        <>
          <div className="admin-pairs">
            <TextField
              label={t('mailboxes.host')}
              isRequired
              autoComplete="off"
              value={form.host}
              onChange={(host) => write({ host })}
              {...errorOf('host')}
            />
            <Select
              label={t('mailboxes.security')}
              placeholder={null}
              options={(['tls', 'starttls', 'none'] as const).map((id) => ({
                id,
                label: t(`mailboxes.securities.${id}`),
              }))}
              value={form.security}
              onChange={(id) => {
                const security = id as MailboxForm['security']
                // A port of one's own stays; the usual one follows the kind of encryption.
                const isUsual = form.port === PORTS[form.security]
                write({ security, ...(isUsual && { port: PORTS[security] }) })
              }}
            />
            <TextField
              label={t('mailboxes.port')}
              isRequired
              inputMode="numeric"
              value={form.port}
              onChange={(port) => write({ port })}
              {...errorOf('port')}
            />
            <TextField
              label={t('mailboxes.folder')}
              isRequired
              value={form.folder}
              onChange={(folder) => write({ folder })}
              {...errorOf('folder')}
            />
            <TextField
              label={t('mailboxes.user')}
              isRequired
              autoComplete="off"
              value={form.user}
              onChange={(user) => write({ user })}
              {...errorOf('user')}
            />
            <TextField
              label={t('mailboxes.password')}
              type="password"
              autoComplete="new-password"
              isRequired={mailbox?.source !== 'imap'}
              {...(mailbox?.source === 'imap' && { description: t('mailboxes.passwordKept') })}
              value={form.password}
              onChange={(password) => write({ password })}
              {...errorOf('password')}
            />
          </div>
          {form.security === 'none' && <Banner tone="warning">{t('mailboxes.securityWarning')}</Banner>}
        </>
      )}
      <Checkbox
        label={t('mailboxes.paused')}
        description={t('mailboxes.pausedHelp')}
        isSelected={form.paused}
        onChange={(paused) => write({ paused })}
      />
    </>
  )
}
