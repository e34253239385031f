import type { Content, EditedEntry } from '../../../server/api.ts'
import { countCharacters } from '../../platform/graphemes.ts'

export type AtWork = NonNullable<EditedEntry['atWork']>
export type Variant = Content['variants'][number]
export type EntryFile = Content['files'][number]
export type { Content }

export const LIMITS = {
  title: 200,
  shortAnswer: 2000,
  appliesTo: 200,
  whyHidden: 500,
  changeNote: 500,
  tag: 40,
  tags: 20,
  fileTitle: 200,
  files: 60,
  bodyBytes: 1_048_576,
  /** New ones each time it is saved. */
  filesAtOnce: 10,
} as const

export const DOMAINS = [
  '個人資料',
  '組織編制',
  '任免',
  '獎懲',
  '考績',
  '差勤',
  '待遇福利',
  '退休撫卹',
] as const satisfies readonly Content['domain'][]

export const VISIBILITIES = ['public', 'signed-in', 'internal', 'vendor'] as const
export const HR_SYSTEMS = ['Pemis2K', 'WebHR', 'own'] as const

/** In the order of the form. */
export const FIELDS = [
  'title',
  'shortAnswer',
  'body',
  'expertBody',
  'variants',
  'files',
  'systemIds',
  'domain',
  'tags',
  'appliesTo',
  'visibility',
  'whyHidden',
  'vendorId',
  'effectiveFrom',
  'effectiveUntil',
  'changeNote',
] as const satisfies readonly (keyof Content)[]
export type Field = (typeof FIELDS)[number]

export const emptyContent: Content = {
  title: '',
  shortAnswer: '',
  body: '',
  expertBody: '',
  // Not chosen yet: nothing is sent before somebody has.
  domain: '' as Content['domain'],
  systemIds: [],
  tags: [],
  appliesTo: '',
  visibility: 'public',
  vendorId: null,
  whyHidden: null,
  effectiveFrom: null,
  effectiveUntil: null,
  changeNote: '',
  variants: [],
  files: [],
}

/** What editors write, out of whatever carries it besides other things. */
export const contentOf = (written: Content): Content =>
  Object.fromEntries(FIELDS.map((field) => [field, written[field]])) as Content

const cleanedOf = (content: Content) => ({
  ...content,
  whyHidden: isHidden(content) ? content.whyHidden || null : null,
  vendorId: content.visibility === 'vendor' ? content.vendorId : null,
})

/** Whether both say the same, whatever order their parts were put together in. */
export const isSame = (one: Content, other: Content) =>
  JSON.stringify(contentOf(cleanedOf(one))) === JSON.stringify(contentOf(cleanedOf(other)))

/** As it is sent: without what a narrower audience would have needed. */
export const toSend = (content: Content): Content => contentOf(cleanedOf(content))

export const isHidden = ({ visibility }: Pick<Content, 'visibility'>) =>
  visibility === 'internal' || visibility === 'vendor'

type ErrorWord =
  | 'title'
  | 'titleLong'
  | 'shortAnswerLong'
  | 'bodyLong'
  | 'domain'
  | 'answer'
  | 'whyHidden'
  | 'vendor'
  | 'vendorNotWanted'
  | 'days'
  | 'variant'
  | 'variantTwice'
  | 'owner'
  | 'reviewOn'
  | 'reviewPast'
  | 'pictures'

/** Where it is wrong: a field, or one variant (`variants/1`), or what belongs to the entry itself. */
export type Place = Field | `variants/${number}` | 'keeping'
export type Fault = { at: Place; word: ErrorWord }

export const bytesOf = (text: string) => new TextEncoder().encode(text).length

/** What keeps a draft from being saved, in the order of the form. */
export function faultsOf(content: Content): Fault[] {
  const { title, shortAnswer, body, expertBody, variants, domain, vendorId, whyHidden } = content
  const { effectiveFrom, effectiveUntil, visibility } = content
  const whose = variants.map(({ authorityId, hrSystem }) => authorityId ?? hrSystem)
  const all: (Fault | false)[] = [
    title.trim() === '' && { at: 'title', word: 'title' },
    countCharacters(title) > LIMITS.title && { at: 'title', word: 'titleLong' },
    countCharacters(shortAnswer) > LIMITS.shortAnswer && { at: 'shortAnswer', word: 'shortAnswerLong' },
    bytesOf(body) > LIMITS.bodyBytes && { at: 'body', word: 'bodyLong' },
    bytesOf(expertBody) > LIMITS.bodyBytes && { at: 'expertBody', word: 'bodyLong' },
    ...whose.map((one, n): Fault | false =>
      one === null
        ? { at: `variants/${n}`, word: 'variant' }
        : whose.indexOf(one) !== n && { at: `variants/${n}`, word: 'variantTwice' },
    ),
    !domain && { at: 'domain', word: 'domain' },
    isHidden(content) && !whyHidden?.trim() && { at: 'whyHidden', word: 'whyHidden' },
    visibility === 'vendor' && vendorId === null && { at: 'vendorId', word: 'vendor' },
    Boolean(effectiveFrom && effectiveUntil && effectiveUntil < effectiveFrom) && {
      at: 'effectiveUntil',
      word: 'days',
    },
  ]
  return all.filter((fault) => fault !== false)
}

/** What the server said is missing before somebody else is asked to read it. */
const GAPS: Record<string, Fault> = {
  'title-missing': { at: 'title', word: 'title' },
  'answer-missing': { at: 'shortAnswer', word: 'answer' },
  'picture-without-words': { at: 'files', word: 'pictures' },
  'reason-missing': { at: 'whyHidden', word: 'whyHidden' },
  'vendor-missing': { at: 'vendorId', word: 'vendor' },
  'vendor-not-wanted': { at: 'visibility', word: 'vendorNotWanted' },
  'owner-missing': { at: 'keeping', word: 'owner' },
  'review-date-missing': { at: 'keeping', word: 'reviewOn' },
  'review-date-past': { at: 'keeping', word: 'reviewPast' },
  'effective-dates-reversed': { at: 'effectiveUntil', word: 'days' },
}
export const faultsOfGaps = (gaps: readonly string[]): Fault[] => gaps.flatMap((gap) => GAPS[gap] ?? [])

/** What a file is probably for, by its name. */
export function kindOf(name: string): EntryFile['kind'] {
  if (/\.(png|jpe?g|gif|webp|bmp)$/i.test(name)) return 'picture'
  if (/\.(mp4|webm)$/i.test(name)) return 'clip'
  return /\.(odt|ods|odp)$/i.test(name) ? 'form' : 'attachment'
}

/** How a file stands in the text. */
export function markdownOf({ fileId, kind, title }: EntryFile, name: string): string {
  const words = (title.trim() || name).replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ')
  if (kind === 'picture') return `![${words}](file:${fileId})`
  return kind === 'clip' ? `![${words}](video:${fileId})` : `[${words}](file:${fileId})`
}
