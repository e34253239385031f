/** Keys of what call control says by itself; a line's opening, its menu and what it says when closed are the plan's. */
export const WORDS = {
  tooManyCalls: 'too-many-calls',
  wrongChoice: 'wrong-choice',
  callBackConfirm: 'call-back-confirm',
  callBackKept: 'call-back-confirmed',
  allBusy: 'all-busy',
  office: 'office',
  agentLost: 'agent-lost',
  surveyConsent: 'survey-consent',
  surveyQuestion: 'survey-question',
  surveyThanks: 'survey-thanks',
  surveyRefused: 'survey-refused',
  goodbye: 'goodbye',
  dialNotAllowed: 'dial-not-allowed',
  dialNotReached: 'dial-not-reached',
} as const
