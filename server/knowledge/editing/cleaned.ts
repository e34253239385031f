import type { ProblemCode } from '../../platform/problems.ts'
import { Refusal } from '../../platform/refusal.ts'
import { cleanLine, cleanText } from '../../platform/zh/text.ts'
import type { Content, Variant } from '../shapes.ts'

const MOST_BYTES = 1_048_576
const MOST_CHARACTERS = { '/title': 200, '/shortAnswer': 2000 }
/** Nothing of personnel administration is older than the Republic, or planned for longer. */
const [FIRST_DAY, LAST_DAY] = ['1912-01-01', '2199-12-31']

const invalid = (path: string, code: ProblemCode) =>
  new Refusal('invalid', code, { fields: [{ path, rule: code }] })

/**
 * What was written, as it is kept: exactly these fields, whatever else was sent.
 * @throws Refusal 'invalid' `knowledge-title-missing` · `knowledge-reason-missing`: hidden without a reason, or from all
 * but a vendor without saying which · `knowledge-too-large`: a text of over 1 MB, or longer than there is room for ·
 * `knowledge-variant`: for nobody, for two at once, or twice for the same · `knowledge-days`
 */
export function cleaned(given: Content): Content {
  const title = withinCharacters('/title', cleanLine(given.title))
  if (title === '') throw invalid('/title', 'knowledge-title-missing')
  return {
    title,
    shortAnswer: withinCharacters('/shortAnswer', cleanText(given.shortAnswer).trim()),
    body: withinBytes('/body', given.body),
    expertBody: withinBytes('/expertBody', given.expertBody),
    domain: given.domain,
    systemIds: [...new Set(given.systemIds)].toSorted((a, b) => a - b),
    tags: [...new Set(given.tags.map(cleanLine).filter((tag) => tag !== ''))],
    appliesTo: cleanLine(given.appliesTo),
    ...audienceOf(given),
    ...daysOf(given),
    changeNote: cleanLine(given.changeNote),
    variants: variantsOf(given.variants),
    files: given.files
      .filter(({ fileId }, n, files) => files.findIndex((file) => file.fileId === fileId) === n)
      .map(({ fileId, kind, title }) => ({ fileId, kind, title: cleanLine(title) })),
  }
}

function withinCharacters(path: keyof typeof MOST_CHARACTERS, text: string) {
  // Composing may take more characters than were sent.
  if ([...text].length > MOST_CHARACTERS[path]) throw invalid(path, 'knowledge-too-large')
  return text
}

function withinBytes(path: string, written: string) {
  const text = cleanText(written).trim()
  if (Buffer.byteLength(text) > MOST_BYTES) throw invalid(path, 'knowledge-too-large')
  return text
}

/** Public is what needs no reason. */
function audienceOf(given: Content): Pick<Content, 'visibility' | 'vendorId' | 'whyHidden'> {
  const { visibility } = given
  if (visibility === 'public' || visibility === 'signed-in')
    return { visibility, vendorId: null, whyHidden: null }
  const whyHidden = cleanLine(given.whyHidden ?? '')
  if (whyHidden === '') throw invalid('/whyHidden', 'knowledge-reason-missing')
  if (visibility === 'internal') return { visibility, vendorId: null, whyHidden }
  if (given.vendorId === null) throw invalid('/vendorId', 'knowledge-reason-missing')
  return { visibility, vendorId: given.vendorId, whyHidden }
}

function daysOf({ effectiveFrom, effectiveUntil }: Content) {
  for (const [path, day] of [
    ['/effectiveFrom', effectiveFrom],
    ['/effectiveUntil', effectiveUntil],
  ] as const)
    if (day !== null && (day < FIRST_DAY || day > LAST_DAY)) throw invalid(path, 'knowledge-days')
  if (effectiveFrom && effectiveUntil && effectiveUntil < effectiveFrom)
    throw invalid('/effectiveUntil', 'knowledge-days')
  return { effectiveFrom, effectiveUntil }
}

function variantsOf(given: readonly Variant[]): Variant[] {
  const whose = given.map(({ authorityId, hrSystem }) => authorityId ?? hrSystem)
  return given.map(({ authorityId, hrSystem, body }, n) => {
    const isForOne = (authorityId === null) !== (hrSystem === null)
    if (!isForOne || whose.indexOf(whose[n]!) !== n) throw invalid(`/variants/${n}`, 'knowledge-variant')
    return { authorityId, hrSystem, body: withinBytes(`/variants/${n}/body`, body) }
  })
}
