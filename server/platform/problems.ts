import { attachmentProblems } from './problems/attachments.ts'
import { callProblems } from './problems/calls.ts'
import { caseProblems } from './problems/cases.ts'
import { commonProblems } from './problems/common.ts'
import { documentProblems } from './problems/documents.ts'
import { identityProblems } from './problems/identity.ts'
import { importProblems } from './problems/imports.ts'
import { knowledgeProblems } from './problems/knowledge.ts'
import { knowledgeAtCaseProblems } from './problems/knowledge-at-case.ts'
import { knowledgeReadingProblems } from './problems/knowledge-reading.ts'
import { mailInProblems } from './problems/mail-in.ts'
import { receivedMailProblems } from './problems/received-mails.ts'
import { recordingProblems } from './problems/recordings.ts'
import { routingProblems } from './problems/routing.ts'
import { searchProblems } from './problems/search.ts'
import { surveyProblems } from './problems/surveys.ts'

export type Language = 'zh-TW' | 'en'
type Sentences = Record<string, Record<Language, string>>

/** Every stable code a `Refusal` may carry, with the sentence shown to people. A code without one does not compile. */
const problems = {
  ...commonProblems,
  ...identityProblems,
  ...caseProblems,
  ...attachmentProblems,
  ...documentProblems,
  ...importProblems,
  ...knowledgeAtCaseProblems,
  ...knowledgeProblems,
  ...mailInProblems,
  ...receivedMailProblems,
  ...callProblems,
  ...recordingProblems,
  ...routingProblems,
  ...searchProblems,
  ...surveyProblems,
  ...knowledgeReadingProblems,
} satisfies Sentences

export type ProblemCode = keyof typeof problems

export const sentenceOf = (code: ProblemCode, language: Language) => problems[code][language]

/** What a refusal says: of its `reason` where that has a sentence of its own, such as why a file is not let in. */
export const sentenceOfRefusal = (
  { code, detail }: { code: ProblemCode; detail?: Readonly<Record<string, unknown>> | undefined },
  language: Language,
) => sentenceOf(isCode(detail?.['reason']) ? detail['reason'] : code, language)

const isCode = (text: unknown): text is ProblemCode =>
  typeof text === 'string' && Object.hasOwn(problems, text)
