import type { Found } from '../../../server/api.ts'
import { LAST_PAGE, type Slice } from '../../parts/search/slice.ts'
import { total } from './counts.ts'

/** As many as the server gives at once. */
const PER_PAGE = 20

/** The pages before and after the one that is shown, where there are such. */
export function pagesAround(found: Found, slice: Slice): { previous?: Slice; next?: Slice } {
  const { page = 1 } = slice
  const hasNext =
    page < LAST_PAGE &&
    found.hits.length > 0 &&
    (found.isMore
      ? found.hits.length === PER_PAGE
      : total(found, slice) > (page - 1) * PER_PAGE + found.hits.length)
  return {
    ...(page > 1 && { previous: { ...slice, page: page > 2 ? page - 1 : undefined } }),
    ...(hasNext && { next: { ...slice, page: page + 1 } }),
  }
}
