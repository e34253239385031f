import { MailRefused } from './port.ts'

const LONGEST = 254
// One mailbox and nothing else: no list, no display name, no second line that would become a header.
const MAILBOX = /^[^\s\p{C}<>()[\]\\,;:"@]+@[^\s\p{C}<>()[\]\\,;:"@]+$/u

/** @throws MailRefused when `address` is not one plain mailbox, so that nothing can be smuggled into an envelope or a header */
export function demandMailbox(address: string) {
  if (address.length > LONGEST || !MAILBOX.test(address))
    throw new MailRefused('not an e-mail address: nothing was sent')
}
