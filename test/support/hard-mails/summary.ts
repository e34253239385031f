import type { ReadMail } from '../../../server/platform/mail/read-mail.ts'
import type { Expected } from './build.ts'

/** A mail as read, in the words of what was expected of it. */
export function summaryOf(mail: ReadMail, expected: Expected): Expected {
  const { from, report } = mail
  const parts = mail.parts.map(({ kind, name, inline }) => `${kind} ${name}${inline ? ' (inline)' : ''}`)
  const isFolded = expected.quoted === undefined ? mail.quoted !== '' : true
  return {
    subject: mail.subject,
    from: from ? `${from.name} <${from.address}>` : '',
    text: expected.text === '' ? mail.text : mail.text.slice(0, expected.text.length),
    ...(isFolded && {
      quoted: mail.quoted.includes(expected.quoted ?? mail.quoted)
        ? (expected.quoted ?? mail.quoted)
        : mail.quoted,
    }),
    ...(parts.length > 0 && { parts }),
    ...(mail.automatic !== 'no' && { automatic: mail.automatic }),
    ...(report && {
      report: {
        recipients: report.recipients.map(({ action, address, status }) =>
          `${action} ${address} ${status}`.trim(),
        ),
        about: report.originalMessageId,
      },
    }),
    ...(mail.protection !== 'none' && { protection: mail.protection }),
    ...(mail.repairs.length > 0 && { repairs: mail.repairs }),
  }
}
