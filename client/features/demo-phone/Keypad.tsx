import { useEffect, useRef, useState } from 'react'
import { useT } from '../../platform/i18n.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** The keys of a telephone. While a call is on, the keyboard's digits press them too, but not from inside a field. */
export function Keypad({ isOn, onPress }: { isOn: boolean; onPress: (digit: string) => void }) {
  const { t } = useT('portal')
  const [pressed, setPressed] = useState('')
  const press = useRef((_digit: string) => {})
  press.current = (digit) => {
    if (!isOn) return
    setPressed((before) => (before + digit).slice(-20))
    onPress(digit)
  }
  useEffect(() => {
    if (!isOn) return
    setPressed('')
    const onKey = (event: KeyboardEvent) => {
      const isField = event.target instanceof Element && event.target.closest('input, select, textarea')
      if (isField || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
      if ((KEYS as readonly string[]).includes(event.key)) press.current(event.key)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOn])
  return (
    <div className="demo-phone-keypad-area">
      <fieldset className="demo-phone-keypad" disabled={!isOn}>
        <legend className="ui-label">{t('demoPhone.keypad')}</legend>
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            aria-label={t('demoPhone.key', { key })}
            onClick={() => press.current(key)}
          >
            {key}
          </button>
        ))}
      </fieldset>
      <p className="demo-phone-hint">{t('demoPhone.keypadHelp')}</p>
      {pressed && <p className="demo-phone-pressed">{t('demoPhone.pressed', { digits: pressed })}</p>}
    </div>
  )
}
