/** What an official document says of itself. */
export type DocumentFacts = {
  /** 函, 書函, 開會通知單 …; empty when nobody says. */
  kind: string
  /** 發文字號 as people quote it: `總處資字第1150001234號`. */
  number: string
  /** 發文日期, as `2026-11-21`. */
  issuedOn: string | null
  senderName: string
  senderCode: string | null
  /** 主旨, or what a meeting is about. */
  subject: string
  /** 說明 and whatever else it says, by paragraphs. */
  explanation: string
  /** 速別: 最速件, 速件, 普通件. */
  speed: string | null
  /** 密等; null for a document that is not secret. */
  secrecy: string | null
  /** 限辦日期, as `2026-12-05`: as the document says, or as its words ask for. */
  dueOn: string | null
  /** 正本 and 副本. */
  recipients: string[]
  copies: string[]
  /** What it says of its attachments, and the files that it names. */
  attachmentNote: string
  attachmentFiles: string[]
}

/** What a person or a program states where no exchange file says it, or where that cannot be read. */
export type Cover = Partial<
  Pick<
    DocumentFacts,
    'number' | 'issuedOn' | 'senderName' | 'senderCode' | 'subject' | 'explanation' | 'speed' | 'dueOn'
  >
>

export const NOTHING_KNOWN: DocumentFacts = {
  kind: '',
  number: '',
  issuedOn: null,
  senderName: '',
  senderCode: null,
  subject: '',
  explanation: '',
  speed: null,
  secrecy: null,
  dueOn: null,
  recipients: [],
  copies: [],
  attachmentNote: '',
  attachmentFiles: [],
}

/** What is stated counts before what was read. */
export const covered = (facts: DocumentFacts, cover: Cover | null): DocumentFacts => ({
  ...facts,
  ...Object.fromEntries(
    Object.entries(cover ?? {}).filter(([, value]) => value !== undefined && value !== ''),
  ),
})
