/** A mail ready to leave. */
export type Letter = {
  to: { address: string; name: string }
  from?: string
  subject: string
  text: string
  html: string
  /** With angle brackets, as RFC 5322 writes it. */
  messageId: string
  inReplyTo: string | null
  references: string[]
  /** Written by the product and not by a person: other machines are asked not to answer (RFC 3834). */
  automatic?: boolean
}

export type Mail = {
  /** Hands the letter to the next server. @throws MailRefused when it can never be delivered; any other error is worth a retry */
  send(letter: Letter): Promise<void>
  /** Resolves when mail could leave now; for readiness. */
  check(): Promise<void>
  close(): Promise<void>
}

/** The receiving server said no for good (5xx): trying again would not help. */
export class MailRefused extends Error {}
