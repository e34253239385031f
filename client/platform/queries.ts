import { QueryClient } from '@tanstack/react-query'
import { Problem } from './api.ts'

const FRESH_MS = 5_000
const TRIES = 2

/**
 * What the server said, kept for the screens. Hints invalidate it; refusals are final, and only what never
 * reached the server or met it busy is tried again.
 */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < TRIES && isPassing(error),
        throwOnError: false,
      },
      // Never kept back until the network returns: by then the case may have changed, and nobody is asked.
      mutations: { retry: false, networkMode: 'always' },
    },
  })

const isPassing = (error: unknown) => error instanceof Problem && (error.status === 0 || error.status >= 500)
