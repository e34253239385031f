import type { Translation } from '../../platform/i18n.ts'
import type { problems as original } from '../zh-TW/problems.ts'

export const problems = {
  unreachable:
    'The server cannot be reached. What you typed is still on the screen. Please check your network and try again.',
  internal:
    'Something went wrong on our side. What you typed is still on the screen. Please try again later; if it keeps happening, tell the help desk the error code.',
  'attachment-too-many':
    'There are as many attachments as allowed, so this one was not uploaded. Please remove another one first, or put several files into one ZIP.',
  'attachment-total-too-large':
    'The attachments are too large together, so this one was not uploaded. Please remove another one first, or compress it.',
  'microphone-refused':
    'The browser did not allow the microphone; the call is still ringing. Allow it beside the address and answer again.',
  'microphone-missing':
    'No microphone was found; the call is still ringing. Plug in a headset and answer again, or use the desk phone.',
  'exchange-away':
    'The connection to the exchange is down; nothing was done and the call is not affected. Please try again when it is back.',
  'phone-busy':
    'The telephone is still busy with the last action; nothing was done. Please try again in a second.',
  'no-call': 'This call is over.',
  'status-401': 'Please sign in to continue. You will come back to this page.',
  'status-403':
    'Your account may not do this and nothing was changed. Please ask an administrator if you need it.',
  'status-404': 'This could not be found. It may have moved, or it is not yours to see.',
  'status-429': 'Too many requests. Please wait a moment and try again.',
  'status-503':
    'The service is briefly unavailable. Nothing was sent; what you typed is still on the screen. Please try again in a minute.',
} satisfies Translation<typeof original>
