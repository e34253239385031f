import { type ReactNode, useState } from 'react'
import { Text } from 'react-aria-components/Text'
import { countCharacters } from '../platform/graphemes.ts'
import { useT } from '../platform/i18n.ts'
import { ErrorLine } from './FieldParts.tsx'

/** Follows what is typed and counts it as people count. Nothing is ever cut: `maxlength` breaks compositions. */
export function useCharacters({
  value,
  defaultValue,
  onChange,
  limit,
}: {
  value: string | undefined
  defaultValue: string | undefined
  onChange: ((text: string) => void) | undefined
  limit: number | undefined
}) {
  const [typed, setTyped] = useState(defaultValue ?? '')
  const count = limit === undefined ? 0 : countCharacters(value ?? typed)
  return {
    count,
    over: limit !== undefined && count > limit,
    follow: (text: string) => {
      if (limit !== undefined && value === undefined) setTyped(text)
      onChange?.(text)
    },
  }
}

/** What stands under a text field: the error, and "12 / 50 字" when there is a limit. */
export function Counter({
  count,
  limit,
  children,
}: {
  count: number
  limit: number | undefined
  children: ReactNode
}) {
  const { t } = useT()
  const over = limit !== undefined && count > limit
  if (!children && limit === undefined) return null
  return (
    <span className="ui-below">
      <Text slot="errorMessage">
        {children || (over && <ErrorLine>{t('tooLong', { limit, count })}</ErrorLine>)}
      </Text>
      {limit !== undefined && (
        <span className="ui-counter" data-over={over || undefined} aria-hidden>
          {t('characters', { count, limit })}
        </span>
      )}
    </span>
  )
}
