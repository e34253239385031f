/** What narrows the list of received mail: everything instead of what waits for a decision, one mailbox. */
export type MailSearch = { all?: true; mailbox?: number }

/** What an address of the screen says; anything else is left out. */
export const mailSearchOf = ({ all, mailbox }: Record<string, unknown>): MailSearch => ({
  ...(all === true && { all }),
  ...(Number.isInteger(Number(mailbox)) && Number(mailbox) > 0 && { mailbox: Number(mailbox) }),
})
