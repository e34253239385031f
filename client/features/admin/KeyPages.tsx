import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Pagination } from '../../ui/Pagination.tsx'

/**
 * Pages of a list that is paged by key. The way back is known for the pages one came through; from any other, such
 * as one opened by its address, it leads to the first.
 */
export function KeyPages({
  after,
  next,
  onGo,
}: {
  after: string | undefined
  next: string | null | undefined
  onGo: (after: string | undefined) => void
}) {
  const { t } = useT()
  const [before] = useState(() => new Map<string, string | undefined>())
  const isKnown = after !== undefined && before.has(after)
  return (
    <div className="admin-pages">
      {after !== undefined && !isKnown && <Button onPress={() => onGo(undefined)}>{t('pages.first')}</Button>}
      <Pagination
        {...(isKnown && { previous: { onPress: () => onGo(before.get(after)) } })}
        {...(next && {
          next: {
            onPress: () => {
              before.set(next, after)
              onGo(next)
            },
          },
        })}
      />
    </div>
  )
}
