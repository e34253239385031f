import type { Translation } from '../../../platform/i18n.ts'
import type * as original from '../../zh-TW/cases/handling.ts'

export const channel = {
  phone: 'Telephone',
  voip: 'Internet telephone',
  fax: 'Fax',
  mail: 'E-mail',
  web: 'Web form',
  document: 'Official letter',
  'walk-in': 'In person',
} satisfies Translation<typeof original.channel>

export const rootCause = {
  'user-environment': "User's computer",
  'system-design': 'System design',
  network: 'Network settings',
  hardware: 'Hardware',
  'cross-agency': 'Integration across agencies',
  operation: 'Handling',
  unknown: 'Unknown',
} satisfies Translation<typeof original.rootCause>

export const disposition = {
  solved: 'Solved',
  explained: 'Explained',
  referred: 'Referred to whoever is responsible',
  duplicate: 'Duplicate',
  'no-reply': 'No reply',
  'not-solvable': 'Cannot be solved',
} satisfies Translation<typeof original.disposition>

export const verbs = {
  claim: 'Take over',
  accept: 'Take over',
  start: 'Start work',
  resume: 'Go on',
  close: 'Close, next',
  return: 'Return',
  escalate: 'Escalate',
  'hand-over': 'Hand over',
  assign: 'Reassign',
  requeue: 'Back to the queue',
  withdraw: 'Withdraw',
  reopen: 'Reopen',
} satisfies Translation<typeof original.verbs>

export const done = {
  claim: '{{number}} is yours now.',
  accept: '{{number}} is yours now.',
  start: 'Work on {{number}} has started.',
  close: '{{number}} was closed.',
  return: '{{number}} was returned.',
  escalate: '{{number}} was escalated. It stays yours until it is accepted.',
  'hand-over': '{{number}} was offered. It stays yours until it is accepted.',
  assign: '{{number}} was reassigned.',
  withdraw: '{{number}} was withdrawn.',
  reopen: '{{number}} was reopened.',
  reply: 'Your reply went to {{name}}.',
  note: 'Your note was added to {{number}}.',
} satisfies Translation<typeof original.done>

export const handOver = {
  toMe: '{{from}} asks you to take this case: “{{note}}”',
  toQueue: 'Escalated to {{to}}, waiting to be accepted: “{{note}}”',
  toOther: '{{to}} was asked to take it: “{{note}}”',
  due: 'Accept by',
  somebody: 'A colleague',
} satisfies Translation<typeof original.handOver>

export const dialogs = {
  closeTitle: 'Close {{number}}',
  closeAnswer: 'Reply sent to the requester before closing',
  closeAnswerHelp: 'This case has no answer yet; this text is sent first.',
  closeDraftHelp: 'Your unfinished reply is sent first. Empty the field to send nothing.',
  closeAnswerMissing: 'A case needs an answer before it is closed. Please write it.',
  closeFiles_one: 'One attachment goes with it.',
  closeFiles_other: '{{count}} attachments go with it.',
  rootCause: 'Cause',
  disposition: 'Outcome',
  closeAction: 'Close, next',
  chooseRootCause: 'Please choose a cause.',
  escalateTitle: 'Escalate {{number}}',
  escalateQueue: 'Escalate to',
  escalateNote: 'What they need to know',
  escalateNoteHelp: 'Say what was tried, so that nobody has to ask again.',
  escalateNowhere: 'There is no queue of a higher tier.',
  chooseQueue: 'Please choose a queue.',
  handOverTitle: 'Hand over {{number}}',
  handOverTo: 'Hand over to',
  handOverNote: 'What they need to know',
  choosePerson: 'Please choose who takes it.',
  person: '{{name}} (tier {{tier}})',
  personAt: '{{name}} ({{site}}, tier {{tier}})',
  nobody: 'Nobody can take it now.',
  assignTitle: 'Reassign {{number}}',
  assignTo: 'Reassign to',
  assignReason: 'Reason',
  requeueTitle: 'Put {{number}} back into a queue',
  requeueQueue: 'Queue',
  requeueReason: 'Reason',
  sameQueue: 'The same queue',
  returnTitle: 'Return {{number}}',
  returnNote: 'Reason',
  withdrawTitle: 'Withdraw {{number}}',
  withdrawReason: 'Reason',
  reopenTitle: 'Reopen {{number}}',
  reopenReason: 'Reason',
  noteMissing: 'Please write a few words.',
} satisfies Translation<typeof original.dialogs>

export const conflict = {
  title: 'The case has just changed, and yours was not sent',
  changes: 'What changed meanwhile',
  yours: 'What you wrote',
  yoursAction: 'You were about to: {{action}}',
  sendAnyway: 'Send all the same',
  look: 'Do not send, let me look',
  kept: 'What you wrote is kept on the screen.',
} satisfies Translation<typeof original.conflict>
