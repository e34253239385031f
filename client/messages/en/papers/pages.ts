import type { Translation } from '../../../platform/i18n.ts'
import type { pages as original } from '../../zh-TW/papers/pages.ts'

export const pages = {
  open: 'View pages',
  openNamed: 'View pages: {{name}}',
  tools: 'Viewer',
  count_one: '{{count}} page',
  count_other: '{{count}} pages',
  left: 'Turn left by 90°',
  right: 'Turn right by 90°',
  smaller: 'Smaller',
  larger: 'Larger',
  plain: 'Original direction and size',
  zoom: '{{percent}}%',
  frame: 'Pages of {{name}}',
  page: 'Page {{n}} of {{count}}',
  pdf: '{{name}} (PDF)',
  download: 'Download the file',
  keys: 'With the pages in focus: R and L turn, + and − enlarge and reduce, 0 resets; arrow keys scroll.',
} satisfies Translation<typeof original>
