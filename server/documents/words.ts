import { formatRocDate } from '../platform/zh/roc-date.ts'
import type { DocumentFacts } from './reading/facts.ts'

const LONGEST = 20_000

/** The first message of a document's case: what the document says, in the order in which documents say it. */
export function messageOfDocument(facts: DocumentFacts, missingFiles: readonly string[]): string {
  const { issuedOn, dueOn, recipients, copies } = facts
  const lines: [name: string, words: string | null][] = [
    ['發文機關', facts.senderName],
    ['發文日期', issuedOn && formatRocDate(issuedOn)],
    ['發文字號', facts.number],
    ['速別', facts.speed],
    ['密等', facts.secrecy],
    ['限辦日期', dueOn && formatRocDate(dueOn)],
    ['附件', facts.attachmentNote],
    ['未收到的附件', missingFiles.join('、')],
  ]
  const heads = lines.flatMap(([name, words]) => (words ? [`${name}：${words}`] : []))
  const parts = [
    heads.join('\n'),
    `主旨：${facts.subject}`,
    facts.explanation,
    recipients.length > 0 ? `正本：${recipients.join('、')}` : '',
    copies.length > 0 ? `副本：${copies.join('、')}` : '',
  ]
  return parts.filter(Boolean).join('\n\n').slice(0, LONGEST).toWellFormed()
}

/** How urgent a case is that came as a document of this speed. */
export const priorityOfSpeed = (speed: string | null): number =>
  speed?.includes('最速') ? 1 : speed?.includes('速件') ? 2 : 3
