import { MailRefused } from './port.ts'

const LONGEST = 254
// One mailbox and nothing else: no list, no display name, no second line that would become a header.
const MAILBOX = /^[^\s\p{C}<>()[\]\\,;:"@]+@[^\s\p{C}<>()[\]\\,;:"@]+$/u

/** @throws MailRefused when `address` is not one plain mailbox, so that nothing can be smuggled into an envelope or a header */
export function demandMailbox(address: string) {
  if (address.length > LONGEST || !MAILBOX.test(address))
    throw new MailRefused('not an e-mail address: nothing was sent')
}

const NAMED = /^(.*?)\s*<([^<>]+)>$/su

/** `客服中心 <service@example.org>` taken apart; undefined when it names no plain mailbox. */
export function senderOf(from: string): { address: string; name: string } | undefined {
  const [, name = '', address = from] = NAMED.exec(from.trim()) ?? []
  const plain = address.trim()
  return MAILBOX.test(plain) ? { address: plain, name: name.replaceAll('"', '').trim() } : undefined
}
