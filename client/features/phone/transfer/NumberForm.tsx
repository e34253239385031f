import { useState } from 'react'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { Asked } from '../commands.ts'

const FEWEST_DIGITS = 2

/** A number outside; which may be dialled, the server decides. */
export function NumberForm({
  can,
  onAsk,
}: {
  can: { blind: boolean; consult: boolean }
  onAsk: (action: Asked) => void
}) {
  const { t } = useT('phone')
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const number = typed.normalize('NFKC').trim()
  const isNumber = number.replace(/\D/g, '').length >= FEWEST_DIGITS
  const ask = (what: 'consult' | 'blind-transfer') => {
    setTried(true)
    if (isNumber) onAsk({ do: what, target: { to: 'number', number } })
  }
  return (
    <div className="transfer-part">
      <TextField
        label={t('transfer.numberField')}
        description={t('transfer.numberHelp')}
        type="tel"
        value={typed}
        onChange={setTyped}
        {...(isTried && !isNumber && { error: t('transfer.numberMissing') })}
      />
      <div className="transfer-ways">
        <Button isDisabled={!can.consult} onPress={() => ask('consult')}>
          {t('transfer.consult')}
        </Button>
        <Button variant="primary" isDisabled={!can.blind} onPress={() => ask('blind-transfer')}>
          {t('transfer.blind')}
        </Button>
      </div>
    </div>
  )
}
