/** An address as a header gives it; the address lower-cased at its domain, the name decoded, either possibly empty. */
export type MailAddress = { address: string; name: string }

/** Something a mail carries besides its words. */
export type MailPart = {
  /** Decoded, without a path; made up from the type when the mail gives none. */
  name: string
  /** As the mail says it, lower-case; what it really is the inspection of files tells. */
  mediaType: string
  bytes: Uint8Array
  /** Shown within the words: `<img src="cid:…">`. */
  inline: boolean
  /** Without angle brackets. */
  contentId: string | null
  kind: 'file' | 'calendar' | 'letter' | 'signature' | 'encrypted'
}

/** Who says, in the words of RFC 3464, that a mail of ours did not arrive, or arrived late. */
export type DeliveryReport = {
  recipients: {
    address: string
    action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
    /** Such as 5.1.1; empty when none is given. */
    status: string
    said: string
  }[]
  /** Of the mail that it is about, with angle brackets. */
  originalMessageId: string | null
}

/** What a mail says, whatever it was made of. Every string is storable in PostgreSQL: no NUL, no half surrogates. */
export type ReadMail = {
  subject: string
  from: MailAddress | null
  replyTo: MailAddress[]
  to: MailAddress[]
  cc: MailAddress[]
  /** Where the mail was really delivered: Delivered-To, X-Original-To, Envelope-To. */
  deliveredTo: string[]
  date: Date | null
  /** With angle brackets; null when there is none or it is nonsense. */
  messageId: string | null
  inReplyTo: string[]
  references: string[]
  /** Names lower-case, values unfolded and decoded; the first 300 lines of the header. */
  headers: { name: string; value: string }[]
  /** The new words, as plain text. */
  text: string
  /** What was quoted below or above them: earlier mails, folded away on screen. */
  quoted: string
  /** Safe to show: no scripts, forms, styles that cover the page, nothing loaded from outside; images by `cid:`. */
  html: string | null
  parts: MailPart[]
  /** RFC 3834: a machine wrote this; it is never answered. */
  automatic: 'no' | 'auto-replied' | 'auto-generated' | 'list' | 'bulk'
  report: DeliveryReport | null
  protection: 'none' | 'signed' | 'encrypted'
  /** Codes of what was guessed or repaired: `charset-guessed`, `structure-repaired`, `text-cut`, `parts-cut`, … */
  repairs: string[]
}

/** Reads mails where a bad one can stop nobody: within limits of time and memory, apart from the process that asks. */
export type MailReader = {
  /** @throws UnreadableMail when it cannot be read within the limits; any other error is ours and worth a retry */
  read(bytes: Uint8Array): Promise<ReadMail>
  close(): Promise<void>
}

/** This mail cannot be read: it took too long, too much memory, or ended the reader. */
export class UnreadableMail extends Error {
  override name = 'UnreadableMail'
  readonly reason: 'time' | 'memory' | 'crash'
  constructor(reason: 'time' | 'memory' | 'crash') {
    super(`mail not readable: ${reason}`)
    this.reason = reason
  }
}
