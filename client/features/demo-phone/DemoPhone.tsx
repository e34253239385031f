import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { formatPhone } from '../../platform/phone.ts'
import { Button } from '../../ui/Button.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Captions } from './Captions.tsx'
import { Keypad } from './Keypad.tsx'
import { LineSelect, usualLine } from './LineSelect.tsx'
import { SendFax } from './SendFax.tsx'
import { isLive, useSimulatedCall } from './use-simulated-call.ts'
import type { WhomToCall } from './whom-to-call.ts'
import './demo-phone.css'

const UNKNOWN = 'unknown'
const WITHHELD = 'withheld'
const WAYS = ['phone', 'voip'] as const

/** The telephone of a visitor: who they are, whom they call, what they hear, and its keys. */
export function DemoPhone({ whom: { lines, people } }: { whom: WhomToCall }) {
  const { t } = useT('portal')
  const [who, setWho] = useState(people[0]?.number ?? UNKNOWN)
  const [own, setOwn] = useState('')
  const [isTried, setTried] = useState(false)
  const [to, setTo] = useState(() => usualLine(lines, 'voice'))
  const [way, setWay] = useState<(typeof WAYS)[number]>('phone')
  const { call, problem, place, press, hangUp } = useSimulatedCall()
  const isOn = isLive(call)
  const awake = useHydrated()
  const isMissing = who === UNKNOWN && !/^[0-9]{2,20}$/.test(own)
  const from = who === WITHHELD ? null : who === UNKNOWN ? own : who

  const dial = () => {
    setTried(true)
    if (isMissing) return
    void place({ from, to, channel: way })
  }
  return (
    <div className="demo-phone">
      <section className="portal-panel" aria-labelledby="demo-phone-call">
        <h2 id="demo-phone-call">{t('demoPhone.call')}</h2>
        <Select
          label={t('demoPhone.who')}
          placeholder={null}
          value={who}
          onChange={setWho}
          isDisabled={isOn}
          options={[
            ...people.map(({ number, ...person }) => ({
              id: number,
              label: `${t('demoPhone.person', person)} ${formatPhone(number)}`,
            })),
            { id: UNKNOWN, label: t('demoPhone.unknown') },
            { id: WITHHELD, label: t('demoPhone.withheld') },
          ]}
        />
        {who === UNKNOWN && (
          <TextField
            label={t('demoPhone.number')}
            description={t('demoPhone.numberHelp')}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            value={own}
            onChange={setOwn}
            isDisabled={isOn}
            error={isTried && isMissing ? t('demoPhone.numberMissing') : undefined}
          />
        )}
        <LineSelect lines={lines} label={t('demoPhone.line')} value={to} onChange={setTo} isDisabled={isOn} />
        <RadioGroup
          label={t('demoPhone.way')}
          layout="row"
          value={way}
          onChange={(id) => setWay(id === 'voip' ? 'voip' : 'phone')}
          isDisabled={isOn}
          options={WAYS.map((id) => ({ id, label: t(`demoPhone.ways.${id}`) }))}
        />
        {/* One button for both, so that the focus stays where it is. */}
        <Button
          variant={isOn ? 'danger' : 'primary'}
          isDisabled={!awake}
          onPress={isOn ? () => void hangUp() : dial}
        >
          {isOn ? t('demoPhone.hangUp') : t('demoPhone.call')}
        </Button>
        <p role="status" className="demo-phone-state">
          <strong className="demo-phone-mark">{t('demoPhone.simulated')}</strong>{' '}
          {t(`demoPhone.state.${call?.state ?? 'idle'}`)}
          {call?.exchange && isOn && `・${t('demoPhone.exchange', { name: call.exchange })}`}
        </p>
        {problem && (
          <p role="alert" className="demo-phone-problem">
            {t('demoPhone.failed', { reason: problem })}
          </p>
        )}
      </section>
      <section className="portal-panel" aria-labelledby="demo-phone-hear">
        <h2 id="demo-phone-hear">{t('demoPhone.captions')}</h2>
        <Captions call={call} />
        <Keypad isOn={isOn} onPress={(digit) => void press(digit)} />
      </section>
      <SendFax lines={lines} from={from} />
    </div>
  )
}
