import { useT } from '../../../platform/i18n.ts'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { FieldsProps, MailboxForm } from './form.ts'

/** What mail does that comes late, or under another subject; each choice says what follows from it. */
export function RulesFields({ form, write, errorOf }: FieldsProps) {
  const { t } = useT('admin')
  return (
    <>
      <RadioGroup
        label={t('mailboxes.closed')}
        layout="cards"
        options={(['reopen', 'new-case'] as const).map((id) => ({
          id,
          label: t(`mailboxes.closedRules.${id}`),
          description: t(`mailboxes.closedHelp.${id}`),
        }))}
        value={form.closedRule}
        onChange={(rule) => write({ closedRule: rule as MailboxForm['closedRule'] })}
      />
      {form.closedRule === 'reopen' && (
        <TextField
          className="admin-short"
          label={t('mailboxes.closedDays')}
          isRequired
          inputMode="numeric"
          value={form.closedDays}
          onChange={(closedDays) => write({ closedDays })}
          {...errorOf('closedDays')}
        />
      )}
      <RadioGroup
        label={t('mailboxes.subject')}
        layout="cards"
        options={(['new-case', 'follow-up'] as const).map((id) => ({
          id,
          label: t(`mailboxes.subjectRules.${id}`),
          description: t(`mailboxes.subjectHelp.${id}`),
        }))}
        value={form.subjectRule}
        onChange={(rule) => write({ subjectRule: rule as MailboxForm['subjectRule'] })}
      />
    </>
  )
}

/** What people who write to it get back. */
export function ReplyingFields({ form, write }: FieldsProps) {
  const { t } = useT('admin')
  return (
    <>
      <TextArea
        label={t('mailboxes.signature')}
        description={t('mailboxes.signatureHelp')}
        rows={3}
        limit={2000}
        value={form.signature}
        onChange={(signature) => write({ signature })}
      />
      <Checkbox
        label={t('mailboxes.acknowledges')}
        isSelected={form.acknowledges}
        onChange={(acknowledges) => write({ acknowledges })}
      />
    </>
  )
}
