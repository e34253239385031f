import type { Translation } from '../../../platform/i18n.ts'
import type { held as original } from '../../zh-TW/papers/held.ts'

export const held = {
  title: 'Attachments held back',
  help_one:
    '{{count}} attachment is held back by the rules of file types or the virus scanner; its case goes on. Please ask the sender before you release it.',
  help_other:
    '{{count}} attachments are held back by the rules of file types or the virus scanner; their cases go on. Please ask the sender before you release one.',
  none: 'No attachment is held back.',
  failed: 'The list of attachments cannot be read',
  because: 'Held back: {{reason}}',
  since: 'Received',
  name: 'File',
  reason: 'Reason',
  actions: 'Actions',
  release: 'Release',
  releaseNamed: 'Release: {{name}}',
  releaseHelp:
    'Once released, everybody who sees the case can download this file; who released it and when is recorded. It is scanned once more first.',
  released: 'Released: {{name}}',
  drop: 'Drop',
  dropNamed: 'Drop: {{name}}',
  dropHelp:
    'The content is removed for good; the name stays with the case. Who dropped it and when is recorded.',
  dropped: 'Dropped: {{name}}',
} satisfies Translation<typeof original>
