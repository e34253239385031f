import { type CallState, customerOf } from './call.ts'
import { sayGoodbye } from './ending.ts'
import { WORDS } from './words.ts'
import { hush, markPhase, say, setTimer, spoken, tell, type Work } from './work.ts'

const CONSENT_KEY = '1'
const MOST_TRIES = 2

/** Whether this caller is to be asked after the talk; never twice. */
export function wantsSurvey(work: Work) {
  const { call, plan } = work
  if (call.direction !== 'in' || call.survey || call.talkedAt === null) return false
  if (call.talkedMs < (plan?.survey.leastTalkMs ?? 0)) return false
  return call.surveyAfter ?? plan?.survey.isOn ?? false
}

/** Asks the caller, who has stayed, whether they agree to be asked. */
export function beginSurvey(work: Work) {
  const { call } = work
  if (!customerOf(call)) return
  call.phase = 'survey'
  call.endsBy ??= 'agent'
  if (!call.survey) tell(work, 'survey.asked', {})
  call.survey = { stage: 'consent', tries: 0, isAnswered: false }
  ask(work, call.survey, WORDS.surveyConsent)
}

function ask(work: Work, survey: NonNullable<CallState['survey']>, ...words: string[]) {
  const { call } = work
  const customer = customerOf(call)
  if (!customer) return
  survey.tries += 1
  delete call.timers.answer
  markPhase(work, customer)
  say(work, customer, spoken(call.language)(...words), 'ask-survey')
}

export function awaitAnswer(work: Work) {
  setTimer(work, 'answer', work.plan?.survey.answerWithinMs ?? 8_000)
}

/** A digit, or null when there was none in time. */
export function surveyDigit(work: Work, digit: string | null) {
  const { survey } = work.call
  if (!survey || survey.isAnswered) return
  hush(work)
  delete work.call.timers.answer
  if (survey.stage === 'consent') return consentDigit(work, survey, digit)
  const score = Number(digit)
  if (digit !== null && score >= 1 && score <= 5) answered(work, survey, true, score)
  else if (survey.tries < MOST_TRIES) ask(work, survey, WORDS.wrongChoice, WORDS.surveyQuestion)
  else answered(work, survey, true, null)
}

function consentDigit(work: Work, survey: NonNullable<CallState['survey']>, digit: string | null) {
  if (digit === CONSENT_KEY) {
    survey.stage = 'score'
    survey.tries = 0
    ask(work, survey, WORDS.surveyQuestion)
  } else if (digit === null && survey.tries < MOST_TRIES) ask(work, survey, WORDS.surveyConsent)
  else answered(work, survey, false, null)
}

function answered(
  work: Work,
  survey: NonNullable<CallState['survey']>,
  consent: boolean,
  score: number | null,
) {
  survey.isAnswered = true
  tell(work, 'survey.answered', { consent, score })
  sayGoodbye(work, spoken(work.call.language)(consent ? WORDS.surveyThanks : WORDS.surveyRefused), 'answered')
}
