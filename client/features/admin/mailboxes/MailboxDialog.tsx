import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Mailbox } from '../../../../server/api.ts'
import { mailboxesQuery } from '../../../parts/mail/queries.ts'
import { api } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { AboutFields, ReadingFields } from './fields.tsx'
import { type FieldsProps, formOf, missingOf, settingsOf } from './form.ts'
import { ReplyingFields, RulesFields } from './rules-fields.tsx'

/** A mailbox, new or to be changed: whose it is, how mail comes in, what it does, how it is answered. */
export function MailboxDialog({ mailbox, onClose }: { mailbox?: Mailbox; onClose: () => void }) {
  const { t } = useT('admin')
  const queries = useQueryClient()
  const [form, setForm] = useState(() => formOf(mailbox))
  const [isTried, setTried] = useState(false)
  const missing = missingOf(form, mailbox)
  const save = useCommand(
    () =>
      mailbox
        ? api('PUT /mailboxes/:mailboxId', { params: { mailboxId: mailbox.id }, body: settingsOf(form) })
        : api('POST /mailboxes', { body: settingsOf(form) }),
    ({ name }) => {
      void queries.invalidateQueries({ queryKey: mailboxesQuery.queryKey })
      onClose()
      return t(mailbox ? 'mailboxes.saved' : 'mailboxes.created', { name })
    },
  )
  const props: FieldsProps = {
    form,
    write: (change) => setForm({ ...form, ...change }),
    errorOf: (field) =>
      isTried && missing.includes(field)
        ? { error: field === 'closedDays' ? t('mailboxes.closedDaysWrong') : t(`mailboxes.missing.${field}`) }
        : {},
  }
  const submit = () => {
    setTried(true)
    if (missing.length === 0) save.run()
  }
  return (
    <Dialog
      isOpen
      keepOpen
      size="wide"
      onClose={onClose}
      title={mailbox ? t('mailboxes.editTitle', { name: mailbox.name }) : t('mailboxes.newTitle')}
      actions={
        <>
          {isTried && missing.length > 0 && (
            <span role="status">
              <ErrorLine>{t('common:errorSummary', { count: missing.length })}</ErrorLine>
            </span>
          )}
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={save.isPending} onPress={submit}>
            {t('mailboxes.save')}
          </Button>
        </>
      }
    >
      <Part title={t('mailboxes.about')}>
        <AboutFields {...props} />
      </Part>
      <Part title={t('mailboxes.reading')}>
        <ReadingFields {...props} {...(mailbox && { mailbox })} />
      </Part>
      <Part title={t('mailboxes.rules')}>
        <RulesFields {...props} />
      </Part>
      <Part title={t('mailboxes.replying')}>
        <ReplyingFields {...props} />
      </Part>
      <div role="alert">{save.problem && <ErrorLine>{save.problem}</ErrorLine>}</div>
    </Dialog>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="admin-part admin-mailbox-part" aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
)
