import type { Translation } from '../../platform/i18n.ts'
import type { desk as original } from '../zh-TW/desk.ts'

export const desk = {
  title: 'Agent desk',
  rail: { label: 'Sections' },
  sections: {
    cases: { tile: 'C', word: 'Cases' },
    callBacks: { tile: 'R', word: 'Calls' },
    board: { tile: 'B', word: 'Board' },
    admin: { tile: 'A', word: 'Admin' },
  },
  strip: { person: 'Menu of {{name}}', signOut: 'Sign out' },
  connection: {
    connecting: 'Data connection: connecting',
    online: 'Data connection: working',
    reconnecting: 'Data connection: reconnecting',
    ended: 'Data connection: the session has ended',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    single: '(one key)',
    singleKeys: 'Use one-key shortcuts',
    singleKeysHelp:
      'Switch them off with speech input or if you press them by mistake; those with Alt or Ctrl stay.',
  },
  screenFailed: 'This screen cannot be shown',
  notFound: {
    title: 'There is no such screen',
    sentence: 'The address may be mistyped, or the screen has moved.',
    back: 'To the desk',
  },
  start: {
    title: 'Hello {{name}}',
    nothing: 'Nothing is open to your account yet. Please ask an administrator for permissions.',
  },
} satisfies Translation<typeof original>
