import type { Settings } from 'meilisearch'
import { TERMS_VERSION } from '../terms.ts'

/** Before it, a swap of indexes could take the tasks of the wrong one along, and lose them when it was deleted. */
export const LEAST_VERSION = '1.30.1'

/** Whoever changes what is in this directory's documents, tokens or settings counts it up. */
const FORMAT = 1

/** Where documents are found. Another format is another index, and nothing is found there before it is filled. */
export const liveIndex = (name: string) => `${name}-v${FORMAT}t${TERMS_VERSION}`

/** Title; keywords; body; and how the title sounds. Best first. */
const FIELDS = ['t_bi', 'k_bi', 'b_bi', 's_bi']

/** What is filtered by. */
const FILTERS = ['seen_by', 'source', 'system_ids', 'kind', 'year']
/** What is told of a document. What it says is kept as terms only, and told to nobody. */
export const SHOWN = ['key', 'rev', ...FILTERS]

/**
 * Our terms come spaced, and are to be taken as they are: with one language allowed that has no Chinese segmenter, Han
 * characters reach neither that nor its normaliser. What a slip of a letter means is decided once for all engines, so
 * this one allows none. The order is ours as well, so proximity, which costs the most, is not kept.
 */
export const SETTINGS: Settings = {
  searchableAttributes: FIELDS,
  displayedAttributes: SHOWN,
  filterableAttributes: [
    {
      attributePatterns: FILTERS,
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
  ],
  rankingRules: ['words', 'attribute', 'quality:desc'],
  localizedAttributes: [{ attributePatterns: ['*_bi'], locales: ['eng'] }],
  typoTolerance: { enabled: false },
  proximityPrecision: 'byAttribute',
  prefixSearch: 'indexingTime',
  facetSearch: false,
  pagination: { maxTotalHits: 1000 },
  // Less than we wait: an answer of what was found until then is better than none.
  searchCutoffMs: 1000,
}
