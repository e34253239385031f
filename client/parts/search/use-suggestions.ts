import { useEffect, useState } from 'react'
import type { Api, Reply } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { createSuggester, type Suggested } from './suggester.ts'

export type Suggestions = Reply<Api['GET /search/suggestions']>

/** What may be meant by what is being typed; in one system when it is given. */
export function useSuggestions(system?: number) {
  const [suggested, setSuggested] = useState<Suggested<Suggestions>>()
  const [{ typed, stop }] = useState(() =>
    createSuggester({
      ask: (text, signal) =>
        api('GET /search/suggestions', { query: { text, ...(system && { system }) }, signal }),
      told: setSuggested,
    }),
  )
  useEffect(() => stop, [stop])
  return { suggested, typed }
}
