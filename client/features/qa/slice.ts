import type { Params } from '../../platform/portal.ts'

/** Which entries a page of the list shows; all of it as the address has it. */
export type Slice = {
  tab: 'newest' | 'most-read' | 'systems'
  system: string
  domain: string
  tag: string
  after: string
}

const TABS = ['newest', 'most-read', 'systems'] as const

export function sliceOf(query: URLSearchParams): Slice {
  const tab = TABS.find((one) => one === query.get('tab')) ?? 'newest'
  const system = query.get('system') ?? ''
  return {
    tab,
    system: /^\d{1,5}$/.test(system) ? system : '',
    domain: query.get('domain') ?? '',
    tag: query.get('tag') ?? '',
    after: query.get('after') ?? '',
  }
}

/** The address of a list, without a language; what is empty or usual is left out. */
export function listPath(slice: Partial<Slice>): string {
  const query = new URLSearchParams()
  for (const name of ['tab', 'system', 'domain', 'tag', 'after'] as const) {
    const value = slice[name]
    if (value && !(name === 'tab' && value === 'newest')) query.set(name, value)
  }
  return query.size > 0 ? `/qa?${query}` : '/qa'
}

/** Where the same list is followed; feeds know systems and tags. */
export function feedPath(format: 'rss' | 'atom', { system, tag }: Pick<Slice, 'system' | 'tag'>): string {
  const query = new URLSearchParams({ ...(system && { system }), ...(tag && { tag }) } as Params)
  return `/qa/feed.${format}${query.size > 0 ? `?${query}` : ''}`
}

export const isNarrowed = ({ system, domain, tag }: Slice) => Boolean(system || domain || tag)
