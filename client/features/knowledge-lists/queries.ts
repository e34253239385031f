import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Api, Reply } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

export type Gap = Reply<Api['GET /search-gaps']>[number]
export type Synonym = Reply<Api['GET /search-synonyms']>[number]
export type Worse = Reply<Api['PUT /search-synonyms']>['worse'][number]
export type Question = Reply<Api['GET /search-questions']>[number]
export type EffectRow = Reply<Api['GET /knowledge-effect']>[number]
export type FeedbackRow = Reply<Api['GET /knowledge-feedback']>['rows'][number]

export const FEEDBACK_LISTS = ['open', 'answered', 'aside'] as const
export type FeedbackList = (typeof FEEDBACK_LISTS)[number]
export type FeedbackSearch = { list?: FeedbackList; entry?: string; solved?: boolean }

/** Everything here; an answer to one thing may change another list. */
export const ASKED = ['asked'] as const

export const gapsQuery = queryOptions({
  queryKey: [...ASKED, 'gaps'],
  queryFn: () => api('GET /search-gaps'),
})

export const synonymsQuery = queryOptions({
  queryKey: [...ASKED, 'synonyms'],
  queryFn: () => api('GET /search-synonyms'),
})

export const questionsQuery = queryOptions({
  queryKey: [...ASKED, 'questions'],
  queryFn: () => api('GET /search-questions'),
})

/** @param from a day; the last twelve months without */
export const effectQuery = (from: string | undefined) =>
  queryOptions({
    queryKey: [...ASKED, 'effect', from ?? null],
    queryFn: () => api('GET /knowledge-effect', { query: from ? { from } : {} }),
    placeholderData: keepPreviousData,
  })

export const feedbackQuery = ({ list = 'open', entry, solved }: FeedbackSearch) =>
  infiniteQueryOptions({
    queryKey: [...ASKED, 'feedback', list, entry ?? null, solved ?? null],
    queryFn: ({ pageParam }) =>
      api('GET /knowledge-feedback', {
        query: {
          list,
          ...(entry && { entry: entry as FeedbackRow['entryId'] }),
          ...(solved !== undefined && { solved }),
          ...(pageParam && { after: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
