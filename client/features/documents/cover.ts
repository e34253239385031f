import type { OfficialDocument } from '../../../server/api.ts'

export const SPEEDS = ['普通件', '速件', '最速件'] as const

/** The cover form as it is being filled in. */
export type Cover = {
  number: string
  senderName: string
  subject: string
  issuedOn: string | null
  dueOn: string | null
  speed: string
}

export const EMPTY: Cover = {
  number: '',
  senderName: '',
  subject: '',
  issuedOn: null,
  dueOn: null,
  speed: '',
}

/** What is known of a document already. */
export const coverOf = (document: OfficialDocument): Cover => ({
  number: document.number,
  senderName: document.senderName,
  subject: document.subject,
  issuedOn: document.issuedOn,
  dueOn: document.dueOn,
  speed: SPEEDS.find((speed) => speed === document.speed) ?? '',
})

/** What is stated: fields left empty are read from the files. */
export function statedIn(cover: Cover) {
  const speed = SPEEDS.find((one) => one === cover.speed)
  return {
    ...(cover.number.trim() && { number: cover.number.trim() }),
    ...(cover.senderName.trim() && { senderName: cover.senderName.trim() }),
    ...(cover.subject.trim() && { subject: cover.subject.trim() }),
    ...(cover.issuedOn && { issuedOn: cover.issuedOn }),
    ...(cover.dueOn && { dueOn: cover.dueOn }),
    ...(speed && { speed }),
  }
}
