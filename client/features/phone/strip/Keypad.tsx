import { Grid3x3 } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Popover } from '../../../ui/Popover.tsx'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** The keys of a telephone, for menus at the other end. The keyboard's digits work as well while it is open. */
export function Keypad({ onKey }: { onKey: (digit: string) => void }) {
  const { t } = useT('phone')
  const [sent, setSent] = useState('')
  const press = (digit: string) => {
    setSent((before) => `${before}${digit}`.slice(-20))
    onKey(digit)
  }
  return (
    <Popover
      label={t('call.keypad')}
      placement="bottom"
      trigger={
        <Button
          size="small"
          icon={<Grid3x3 aria-hidden />}
          aria-label={t('call.keypad')}
          className="call-button"
        />
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys bubble up from the buttons within */}
      <div
        className="keypad"
        onKeyDown={(event) => {
          if (!(KEYS as readonly string[]).includes(event.key)) return
          event.preventDefault()
          press(event.key)
        }}
      >
        <p className="muted">{t('call.keypadHelp')}</p>
        <output aria-label={t('call.sent')}>{sent || '\u00a0'}</output>
        <div className="keypad-keys">
          {KEYS.map((digit) => (
            <Button key={digit} aria-label={t('call.key', { digit })} onPress={() => press(digit)}>
              {digit}
            </Button>
          ))}
        </div>
      </div>
    </Popover>
  )
}
