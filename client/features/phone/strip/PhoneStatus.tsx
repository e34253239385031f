import { useQueryClient } from '@tanstack/react-query'
import { Mic, MicOff, Phone, PhoneOff } from 'lucide-react'
import { useState } from 'react'
import type { DeskPhone } from '../../../../server/api.ts'
import { SimulatedChip } from '../../../parts/calls/CallerFacts.tsx'
import { PHONE } from '../../../parts/calls/queries.ts'
import { type Translate, useT } from '../../../platform/i18n.ts'
import { useLive } from '../../../platform/live.ts'
import type { PhoneState } from '../../../platform/phone/port.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { type Line, registrationOf } from '../line.ts'
import { opensCase, switchOpensCase } from '../preferences.ts'
import type { usePort } from '../use-port.ts'
import './phone.css'

type Telephone = ReturnType<typeof usePort>

/** The telephone itself: where it is registered, whether it can hear, and what it is. Apart from the data connection. */
export function PhoneStatus({
  phone,
  telephone,
  line,
}: {
  phone: DeskPhone
  telephone: Telephone
  line: Line | null
}) {
  const { t } = useT('phone')
  const { device, state, isElsewhere } = telephone
  const { words, isFine } = summaryOf(t, phone, telephone)
  const isMute = state.microphone === 'refused' || state.microphone === 'missing'
  return (
    <div className="phone-status">
      <Popover
        label={t('status.title', { extension: phone.extension ?? '' })}
        placement="bottom start"
        trigger={
          <Button
            size="small"
            className="phone-status-button"
            icon={isFine ? <Phone aria-hidden /> : <PhoneOff aria-hidden />}
          >
            <span className="sr-only">{t('status.open')}</span>
            <span className="phone-extension">{phone.extension}</span>
            <span className="phone-words">{words}</span>
          </Button>
        }
      >
        <Details phone={phone} telephone={telephone} hasCall={line !== null} />
      </Popover>
      <span className="phone-fault" role="status">
        {!isFine && !isElsewhere && <span className="sr-only">{words}</span>}
      </span>
      {device === 'browser' && !isElsewhere && (
        <span
          className="phone-microphone"
          data-state={state.microphone}
          title={`${t('status.microphone')}：${t(`status.microphoneState.${state.microphone}`)}`}
        >
          {isMute ? <MicOff aria-hidden /> : <Mic aria-hidden />}
          <span className="sr-only">
            {t('status.microphone')} {t(`status.microphoneState.${state.microphone}`)}
          </span>
        </span>
      )}
      {device === 'simulated' && (
        <span title={t('status.simulatedHelp')}>
          <SimulatedChip />
        </span>
      )}
    </div>
  )
}

/** What the telephone is able to do now, in a few words. */
function summaryOf(
  t: Translate<'phone'>,
  phone: DeskPhone,
  { device, state, isElsewhere }: Pick<Telephone, 'device' | 'state' | 'isElsewhere'>,
): { words: string; isFine: boolean } {
  if (isElsewhere) return { words: t('status.elsewhere'), isFine: true }
  if (device === 'desk' && phone.registeredAt.length === 0)
    return { words: t('status.deskPhoneAway'), isFine: false }
  const { state: registration, names } = registrationOf(exchangesOf(phone, device, state))
  const all = { names: names.join('、') }
  if (registration === 'all')
    return { words: t(names.length > 1 ? 'status.registered' : 'status.registeredOne', all), isFine: true }
  if (registration === 'some') return { words: t('status.onlySome', all), isFine: true }
  return { words: t(`status.${registration}`), isFine: registration === 'connecting' }
}

/** A desk phone does not speak to this page: of it the server tells. */
const exchangesOf = (phone: DeskPhone, device: Telephone['device'], state: PhoneState) =>
  device === 'desk'
    ? phone.exchanges.map(({ name, isSimulated }) => ({
        name,
        isSimulated,
        registration: phone.registeredAt.includes(name) ? ('registered' as const) : ('away' as const),
      }))
    : state.exchanges

function Details({
  phone,
  telephone,
  hasCall,
}: {
  phone: DeskPhone
  telephone: Telephone
  hasCall: boolean
}) {
  const { t } = useT('phone')
  const live = useLive()
  const queries = useQueryClient()
  const { device, state, choose, isElsewhere, takeOver } = telephone
  const [opens, setOpens] = useState(opensCase)
  const isOnline = live?.state === 'online'
  const hasChoice = phone.exchanges.some(({ phoneUrl, isSimulated }) => phoneUrl !== null && !isSimulated)
  return (
    <div className="phone-details">
      <h2>
        {t('status.title', { extension: phone.extension ?? '' })}{' '}
        {device === 'simulated' && <SimulatedChip />}
      </h2>
      {device === 'simulated' && <p className="muted">{t('status.simulatedHelp')}</p>}
      <dl>
        <dt>{t('status.data')}</dt>
        <dd>{t(isOnline ? 'status.dataOnline' : 'status.dataAway')}</dd>
        <dt>{t('status.link')}</dt>
        <dd>{t(`status.linkState.${phone.link}`)}</dd>
        {isElsewhere && (
          <>
            <dt>{t('status.device')}</dt>
            <dd>{t('status.elsewhere')}</dd>
          </>
        )}
        {!isElsewhere &&
          exchangesOf(phone, device, state).map(({ name, registration }) => (
            <Exchange key={name} phone={phone} name={name} registration={registration} />
          ))}
        {device === 'browser' && !isElsewhere && (
          <>
            <dt>{t('status.microphone')}</dt>
            <dd>{t(`status.microphoneState.${state.microphone}`)}</dd>
          </>
        )}
      </dl>
      {isElsewhere && (
        <Button size="small" onPress={takeOver} isDisabled={hasCall}>
          {t('status.takeOver')}
        </Button>
      )}
      {hasChoice && (
        <RadioGroup
          label={t('status.device')}
          value={device ?? 'browser'}
          onChange={(next) => {
            choose(next === 'desk' ? 'desk' : 'browser')
            void queries.invalidateQueries({ queryKey: PHONE })
          }}
          isDisabled={hasCall}
          options={[
            { id: 'browser', label: t('status.browser') },
            { id: 'desk', label: t('status.desk') },
          ]}
        />
      )}
      <Checkbox
        label={t('status.opensCase')}
        isSelected={opens}
        onChange={(on) => {
          switchOpensCase(on)
          setOpens(on)
        }}
      />
    </div>
  )
}

function Exchange({
  phone,
  name,
  registration,
}: {
  phone: DeskPhone
  name: string
  registration: PhoneState['exchanges'][number]['registration']
}) {
  const { t } = useT('phone')
  const known = phone.exchanges.find((one) => one.name === name)?.state
  return (
    <>
      <dt>{t('status.exchange', { name })}</dt>
      <dd>
        {t(`status.registration.${registration}`)}
        {known && known !== 'up' && `　${t(`status.exchangeState.${known}`)}`}
      </dd>
    </>
  )
}
