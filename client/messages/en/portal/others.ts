import type { Translation } from '../../../platform/i18n.ts'
import type {
  commitment as originalCommitment,
  signIn as originalSignIn,
  survey as originalSurvey,
} from '../../zh-TW/portal/others.ts'

export const survey = {
  title: 'Survey',
  question: 'Were you satisfied with this service?',
  about: 'About case {{number}}: {{title}}',
  score: 'Overall',
  scores: {
    s5: 'Very satisfied',
    s4: 'Satisfied',
    s3: 'Neither',
    s2: 'Dissatisfied',
    s1: 'Very dissatisfied',
  },
  comment: 'Anything to tell us',
  commentHelp:
    'What went well, or what should be better. If you are dissatisfied, somebody will get in touch with you.',
  submit: 'Send',
  missing: 'Nothing is chosen yet. Please choose what fits best.',
  thanks: 'Thank you',
  thanksText: 'Your rating “{{score}}” is recorded with case {{number}}.',
  thanksLow:
    'We are sorry that it did not help. Somebody will get in touch with you to understand why and to follow it up.',
  already: 'This survey has been answered',
  alreadyText: 'The rating of case {{number}} is “{{score}}”; the earlier answer is kept.',
  gone: 'This survey is over',
  goneText:
    'The link is not valid, or its time has passed. To tell us more, open your case under “Check progress”.',
} satisfies Translation<typeof originalSurvey>

export const signIn = {
  title: 'Sign in',
  lead: 'Spares you the contact details and shows your cases. Filing a case and checking progress work without it.',
  login: 'Account',
  password: 'Password',
  submit: 'Sign in',
  missingLogin: 'The account is still empty.',
  missingPassword: 'The password is still empty.',
  wait_one: 'Please wait about {{count}} minute and try again.',
  wait_other: 'Please wait about {{count}} minutes and try again.',
  already: 'You are signed in as {{name}}.',
  goOn: 'Continue',
  demonstration: 'Accounts of the demonstration',
  demonstrationLead: 'This is a demonstration and everything in it is invented. “Use” fills in an account.',
  account: 'Account',
  name: 'Name',
  roles: 'Roles',
  samePassword: 'The password of all is',
  use: 'Use',
  useOf: 'Use the account of {{name}}',
  filled: 'The account of {{name}} is filled in. Please press “Sign in”.',
  role: {
    user: 'User',
    'tier1-agent': 'Tier-1 agent',
    'mail-handler': 'Mail handler',
    tier2: 'Tier 2',
    'tier3-owner': 'Tier-3 system owner',
    vendor: 'Vendor',
    supervisor: 'Supervisor',
    'quality-officer': 'Quality officer',
    'knowledge-editor': 'Knowledge editor',
    'seed-teacher': 'Seed teacher',
    'authority-administrator': 'Authority administrator',
    auditor: 'Auditor',
    administrator: 'Administrator',
  },
} satisfies Translation<typeof originalSignIn>

export const commitment = {
  title: 'Service commitment',
  lead: 'From the moment a case is received we promise a reply and a solution within these times. Only office hours count, not nights and holidays.',
  caption: 'Time to reply and to solution, by priority',
  priority: 'Priority',
  response: 'First reply',
  resolution: 'Solution',
  meanings: {
    urgent: 'Several agencies are affected at once, as judged by a supervisor',
    high: 'A whole agency cannot work, or a deadline is near',
    normal: 'Questions of one person or unit about how something works',
    low: 'Suggestions, and what hinders nobody',
  },
  minutes_one: 'within {{count}} minute',
  minutes_other: 'within {{count}} minutes',
  hours_one: 'within {{count}} hour',
  hours_other: 'within {{count}} hours',
  hoursTitle: 'Office hours',
  clockTitle: 'How time is counted',
  clock: {
    start:
      'It starts when the case is received and has its number. The first reply counts to when somebody gets in touch, the solution to the formal answer.',
    working: 'Only office hours count: not Saturdays, Sundays and government holidays.',
    survey: 'After the reply you are asked to rate it; when dissatisfied you are called back.',
  },
  file: 'File a case',
} satisfies Translation<typeof originalCommitment>
