import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react'
import { asSent, LONGEST } from '../../parts/search/slice.ts'
import { useSuggestions } from '../../parts/search/use-suggestions.ts'
import { useT } from '../../platform/i18n.ts'
import { isImeKey, useComposition } from '../../platform/ime.ts'
import { useHydrated } from '../../ui/hydrated.ts'
import { mergeRefs } from '../../ui/refs.ts'
import { Suggested } from './Suggested.tsx'
import '../../ui/Button.css'
import './SearchBox.css'

/**
 * The search over everything. A form of the browser's own: without JavaScript it is sent to `action` like any other.
 * Awake, it offers titles while one types (never in the middle of a composition): arrow keys choose one, Enter opens it
 * or else searches, Escape closes the list and then empties the field.
 */
export function SearchBox({
  action,
  size = 'small',
  text = '',
  fields = {},
  pathOf,
  accessKey,
  opensWindow = false,
  onSearch,
  inputRef,
}: {
  /** Where the whole search is. */
  action: string
  size?: 'small' | 'large'
  /** What is looked for now. */
  text?: string
  /** What is searched besides the words: a system. */
  fields?: Readonly<Record<string, string>>
  /** A path of ours as an address of this reader. */
  pathOf: (path: string) => string
  accessKey?: string
  /** What is chosen from the list opens beside what is on the screen. */
  opensWindow?: boolean
  /** Searches in place, instead of sending the form. */
  onSearch?: (text: string) => void
  inputRef?: Ref<HTMLInputElement>
}) {
  const { t } = useT('search')
  const awake = useHydrated()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const options = useRef<HTMLDivElement>(null)
  const { suggested, typed } = useSuggestions(Number(fields['system']) || undefined)
  const [isWritten, setWritten] = useState(text !== '')
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const isListed = isOpen && suggested !== undefined
  const shown = useRef(text)
  useEffect(() => {
    // Another search took the place of this one; what somebody typed before the page was awake stays.
    if (shown.current === text || !input.current) return
    shown.current = text
    input.current.value = text
    setWritten(text !== '')
  }, [text])

  const write = (written: string, isComposing: boolean) => {
    setWritten(written !== '')
    setActive(-1)
    setOpen(true)
    typed(written, isComposing)
  }
  const { isOpen: isComposing, handlers } = useComposition((settled) => write(settled, false))
  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const clear = () => {
    if (input.current) input.current.value = ''
    write('', false)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const n = suggested ? suggested.found.length + 1 : 0
    if (step && n > 0) {
      event.preventDefault()
      setOpen(true)
      // The field itself is one place of the round.
      setActive(isListed ? ((active + 1 + step + n + 1) % (n + 1)) - 1 : step > 0 ? 0 : n - 1)
    } else if (event.key === 'Enter' && isListed && active >= 0) {
      event.preventDefault()
      options.current?.querySelectorAll<HTMLElement>('[role=option]')[active]?.click()
    } else if (event.key === 'Escape' && (isListed || isWritten)) {
      event.preventDefault()
      event.stopPropagation()
      if (isListed) close()
      else clear()
    }
  }
  return (
    <search className="search-box" data-size={size}>
      <form
        action={action}
        onSubmit={(event) => {
          const sought = asSent(input.current?.value ?? '')
          close()
          if (onSearch || sought === '') event.preventDefault()
          if (sought === '') input.current?.focus()
          else if (onSearch) onSearch(sought)
          else if (input.current) input.current.value = sought
        }}
        onBlur={({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || close()}
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="sr-only" htmlFor={`${id}field`}>
          {t('box.label')}
        </label>
        <Search aria-hidden />
        <input
          id={`${id}field`}
          ref={mergeRefs(input, inputRef)}
          type="search"
          name="text"
          defaultValue={text}
          placeholder={t(size === 'large' ? 'box.example' : 'box.short')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          // Awake, what is too long is cut when it is sent: a limit would cut in the middle of a composition.
          maxLength={awake ? undefined : LONGEST}
          // biome-ignore lint/a11y/noAccessKey: required of government sites; the site map lists the keys
          accessKey={accessKey}
          {...(awake && {
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-haspopup': 'listbox',
            'aria-expanded': isListed,
            'aria-controls': isListed ? `${id}list` : undefined,
            'aria-activedescendant': isListed && active >= 0 ? `${id}list${active}` : undefined,
          })}
          onChange={({ target }) => write(target.value, isComposing())}
          onKeyDown={onKeyDown}
          {...handlers}
        />
        {awake && isWritten && (
          <button type="button" className="search-box-clear" aria-label={t('common:clear')} onClick={clear}>
            <X aria-hidden />
          </button>
        )}
        <button
          type="submit"
          className="ui-button"
          data-variant={size === 'large' ? 'seal' : 'secondary'}
          data-size="normal"
        >
          {t('box.submit')}
        </button>
        {isListed && (
          <Suggested
            id={`${id}list`}
            list={options}
            suggested={suggested}
            active={active}
            all={`${action}?${new URLSearchParams({ text: suggested.text, ...fields })}`}
            pathOf={pathOf}
            opensWindow={opensWindow}
            {...(onSearch && {
              onAll: () => {
                close()
                onSearch(suggested.text)
              },
            })}
          />
        )}
        <span className="sr-only" role="status">
          {isListed &&
            (suggested.found.length > 0 ? t('box.count', { count: suggested.found.length }) : t('box.none'))}
        </span>
      </form>
    </search>
  )
}
