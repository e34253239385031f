import type { DeliveryReport } from '../read-mail.ts'
import { mailboxIn } from './addresses.ts'
import { cutTo } from './cut.ts'
import { messageIds } from './fields.ts'
import { type HeaderLine, lineOf, readHeaderBlock } from './header-block.ts'
import { headerText, type Notes } from './header-text.ts'
import { LIMITS } from './limits.ts'

type Recipient = DeliveryReport['recipients'][number]

const ACTIONS = new Set<string>(['failed', 'delayed', 'delivered', 'relayed', 'expanded'])
const LONGEST_SAID = 1000

/** The recipients of `message/delivery-status` (RFC 3464): groups of fields, of which the first is about the whole mail. */
export function recipientsOf(bytes: Buffer, notes: Notes): Recipient[] {
  const found: Recipient[] = []
  for (let at = 0; at < bytes.length && found.length < LIMITS.recipients; ) {
    const { lines, end } = readHeaderBlock(bytes, at, bytes.length)
    if (end <= at) break
    at = end
    const one = recipientOf(lines, notes)
    if (one) found.push(one)
  }
  return found
}

function recipientOf(lines: HeaderLine[], notes: Notes): Recipient | undefined {
  const field = (name: string) => {
    const value = lineOf(lines, name)
    return value ? headerText(value, notes) : ''
  }
  const address = mailboxIn(typed(field('original-recipient'))) ?? mailboxIn(typed(field('final-recipient')))
  const said =
    field('action')
      .toLowerCase()
      .split(/[\s;(]/)[0] ?? ''
  if (!address && !said) return undefined
  const status = /\b([245])\.\d{1,3}\.\d{1,3}\b/.exec(field('status'))?.[0] ?? ''
  const action = ACTIONS.has(said)
    ? (said as Recipient['action'])
    : status.startsWith('4')
      ? 'delayed'
      : 'failed'
  return {
    address: address ?? '',
    action,
    status,
    said: cutTo(typed(field('diagnostic-code')), LONGEST_SAID),
  }
}

/** Without the kind in front, as in `rfc822; a@b` and `smtp; 550 …`. */
const typed = (value: string) => value.replace(/^[a-z0-9-]{1,30}\s*;\s*/i, '')

/** The id of the mail that came back, out of its own header. */
export function originalId(header: Buffer, notes: Notes): string | null {
  const { lines } = readHeaderBlock(header, 0, header.length)
  const id = lineOf(lines, 'message-id')
  return id ? (messageIds(headerText(id, notes))[0] ?? null) : null
}

const SENDERS =
  /^(mailer-daemon|postmaster|mail-daemon|maildaemon|mdaemon|microsoftexchange[0-9a-f]*|noreply-mailer)@/i
const SUBJECT =
  /(undeliver|delivery (status|failure|has failed|notification)|delivery to .{1,80} failed|returned mail|return(ed)? to sender|mail delivery|failure notice|mail system error|無法傳遞|無法投遞|傳遞失敗|傳送失敗|退信|退件|系统退信|投递失败|未送達|未传递|配信不能|送信エラー|配信エラー)/i

export type Suspect = {
  from: string
  returnPath: string | null
  subject: string
  text: string
  failedRecipients: string
}

/**
 * What servers say in plain words, in ways of their own, about a mail that came back. Only of a mail that a server wrote:
 * a person may quote the same words.
 */
export function plainReport(mail: Suspect): DeliveryReport | null {
  const said = mail.failedRecipients.split(/[,\s]+/).flatMap((word) => mailboxIn(word) ?? [])
  const isFromServer =
    SENDERS.test(mail.from) || mail.from === '' || mail.returnPath === '<>' || mail.returnPath === ''
  if (
    said.length === 0 &&
    !(isFromServer && (SUBJECT.test(mail.subject) || SAYS.test(mail.text.slice(0, 4000))))
  )
    return null
  const [above = '', below = ''] = parted(mail.text)
  const addresses = said.length > 0 ? said : addressesIn(above)
  if (addresses.length === 0) return null
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(above)?.[0] ?? ''
  const isLate = status.startsWith('4') || DELAYED.test(mail.subject)
  const reason =
    above.split('\n').find((line) => /\b[45]\d\d[ -]|#?[45]\.\d{1,3}\.\d{1,3}\b/.test(line)) ?? ''
  return {
    recipients: [...new Set(addresses)].slice(0, LIMITS.recipients).map((address) => ({
      address,
      action: isLate ? 'delayed' : 'failed',
      status,
      said: cutTo(reason.trim(), LONGEST_SAID),
    })),
    originalMessageId: messageIds(/^message-id:[ \t]*(<[^<>\n]{1,990}>)/im.exec(below)?.[1] ?? '')[0] ?? null,
  }
}

const DELAYED = /(delayed|warning|still trying|延遲|延迟|遅延)/i

const SAYS =
  /(this is the qmail-send program|this is the mail system at host|could not be delivered to one or more|did not reach (some or all of )?the (following|intended) recipient|delivery to the following recipients? (has )?failed|未能傳送至|無法傳遞給下列|無法傳遞至下列|您的郵件無法|無法將您的郵件|您的邮件无法|无法投递到|the following addresses had permanent fatal errors)/i

const BELOW =
  /^(-{2,} ?(below this line|this is a copy of the message|original message|transcript of|the original message|原始郵件|原始邮件|下面是原信|以下為原信).*|return-path: .*|received: .*)$/im

function parted(text: string): [string, string] {
  const start = text.slice(0, 50_000)
  const found = BELOW.exec(start)
  return found ? [start.slice(0, found.index), start.slice(found.index)] : [start, start]
}

const ADDRESS = /[^\s<>"'()[\]:;,@]{1,64}@[^\s<>"'()[\]:;,@]{1,190}\.[^\s<>"'()[\]:;,@.]{2,30}/g

/** Those that stand for themselves or in angle brackets on a line, not the server's own in a sentence. */
function addressesIn(text: string): string[] {
  const lines = text
    .slice(0, 10_000)
    .split('\n')
    .filter((line) => line.length < 400)
  const alone = lines.flatMap((line) => {
    const [found] = line.match(ADDRESS) ?? []
    return found && /^[\s<•*"'-]*[^\s<>"']+@[^\s<>"']+/.test(line) ? [found] : []
  })
  const found =
    alone.length > 0
      ? alone
      : lines.flatMap((line) => /[<(（]([^<>()（）\s]+@[^<>()（）\s]+)[>)）]/.exec(line)?.[1] ?? [])
  return found
    .flatMap((address) => mailboxIn(address) ?? [])
    .filter((address) => !SENDERS.test(address))
    .slice(0, 20)
}
