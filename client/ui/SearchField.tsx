import { Search, X } from 'lucide-react'
import { type Ref, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useT } from '../platform/i18n.ts'
import { isImeKey, isUnfinishedZhuyin, useComposition } from '../platform/ime.ts'
import { classes } from './classes.ts'
import { useFieldIds } from './FieldParts.tsx'
import './Field.css'
import './SearchField.css'

/**
 * A search box. `onSearch` is told 200 ms after typing stopped and never in the middle of a composition;
 * Enter asks at once. Inside a form it is posted like any field. Escape empties it.
 */
export function SearchField({
  label,
  hideLabel = true,
  name,
  defaultValue = '',
  placeholder,
  onSearch,
  delayMs = 200,
  id,
  className,
  inputRef,
}: {
  label: string
  hideLabel?: boolean
  name?: string
  defaultValue?: string
  placeholder?: string
  onSearch?: (text: string) => void
  delayMs?: number
  id?: string
  className?: string
  inputRef?: Ref<HTMLInputElement>
}) {
  const { t } = useT()
  const { ids } = useFieldIds({ ...(id && { id }), description: undefined, error: undefined })
  const [text, setText] = useState(defaultValue)
  const [settled, setSettled] = useState(defaultValue)
  const told = useRef(defaultValue)
  const { isOpen, handlers } = useComposition(setSettled)
  const tell = useEffectEvent((sought: string) => {
    if (told.current === sought || isUnfinishedZhuyin(sought)) return
    told.current = sought
    onSearch?.(sought)
  })
  useEffect(() => {
    const timer = setTimeout(() => tell(settled), delayMs)
    return () => clearTimeout(timer)
  }, [settled, delayMs])

  const set = (typed: string) => {
    setText(typed)
    if (!isOpen()) setSettled(typed)
  }
  return (
    <div className={classes('ui-field', className)}>
      <label htmlFor={ids.control} className={hideLabel ? 'sr-only' : 'ui-label'}>
        {label}
      </label>
      <span className="ui-search">
        <Search aria-hidden />
        <input
          id={ids.control}
          type="search"
          name={name}
          className="ui-input"
          value={text}
          placeholder={placeholder}
          autoComplete="off"
          enterKeyHint="search"
          ref={inputRef}
          onChange={(event) => set(event.target.value)}
          onKeyDown={(event) => {
            if (isImeKey(event)) return
            if (event.key === 'Enter' && onSearch) {
              event.preventDefault()
              told.current = text
              onSearch(text)
            }
            if (event.key === 'Escape' && text) {
              event.stopPropagation()
              set('')
            }
          }}
          {...handlers}
        />
        {text && (
          <button type="button" className="ui-search-clear" aria-label={t('clear')} onClick={() => set('')}>
            <X aria-hidden />
          </button>
        )}
      </span>
    </div>
  )
}
