/** A mail ready to leave. */
export type Letter = {
  to: { address: string; name: string }
  /** Whose letter it is, in its header and on its envelope; by default what the installation is set to. */
  from?: { address: string; name: string }
  /** Where an answer goes, where that is not the sender. */
  replyTo?: string
  subject: string
  text: string
  html: string
  /** With angle brackets, as RFC 5322 writes it. */
  messageId: string
  inReplyTo: string | null
  references: string[]
  /** Written by the product and not by a person: other machines are asked not to answer (RFC 3834). */
  automatic?: 'auto-generated' | 'auto-replied' | undefined
  attachments?: { name: string; mediaType: string; bytes: Uint8Array }[]
}

export type Mail = {
  /** Who letters are from that name no sender. */
  sender?: { address: string; name: string }
  /** Hands the letter to the next server. @throws MailRefused when it can never be delivered; any other error is worth a retry */
  send(letter: Letter): Promise<void>
  /** Resolves when mail could leave now; for readiness. */
  check(): Promise<void>
  close(): Promise<void>
}

/** The receiving server said no for good (5xx): trying again would not help. */
export class MailRefused extends Error {}
