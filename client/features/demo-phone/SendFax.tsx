import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { LineSelect, usualLine } from './LineSelect.tsx'
import { isLive, useSimulatedCall } from './use-simulated-call.ts'
import type { WhomToCall } from './whom-to-call.ts'

const PAGES = ['1', '2', '3', '5', '10', '0']
const SECONDS_A_PAGE = 9
const SECONDS_BEFORE = 8
const SECONDS_UNREADABLE = 30

/** A fax machine of the visitor's: so many pages, or a line so bad that nothing can be read. */
export function SendFax({ lines, from }: { lines: WhomToCall['lines']; from: string | null }) {
  const { t } = useT('portal')
  const [to, setTo] = useState(() => usualLine(lines, 'fax'))
  const [pages, setPages] = useState('2')
  const [station, setStation] = useState('')
  const { call, problem, place } = useSimulatedCall()
  const isSending = isLive(call)
  const awake = useHydrated()
  const count = Number(pages)
  const seconds = count ? SECONDS_BEFORE + count * SECONDS_A_PAGE : SECONDS_UNREADABLE
  return (
    <section className="portal-panel demo-phone-fax" aria-labelledby="demo-phone-fax">
      <h2 id="demo-phone-fax">{t('demoPhone.fax.title')}</h2>
      <p>{t('demoPhone.fax.lead')}</p>
      <LineSelect
        lines={lines}
        label={t('demoPhone.fax.to')}
        value={to}
        onChange={setTo}
        isDisabled={isSending}
      />
      <Select
        label={t('demoPhone.fax.pages')}
        placeholder={null}
        value={pages}
        onChange={setPages}
        isDisabled={isSending}
        options={PAGES.map((id) => ({
          id,
          label:
            id === '0' ? t('demoPhone.fax.unreadable') : t('demoPhone.fax.pagesCount', { count: Number(id) }),
        }))}
      />
      <TextField
        label={t('demoPhone.fax.station')}
        description={t('demoPhone.fax.stationHelp')}
        autoComplete="off"
        value={station}
        onChange={(text) => setStation(text.slice(0, 20))}
        isDisabled={isSending}
      />
      <Button
        isPending={isSending}
        isDisabled={!awake}
        onPress={() =>
          void place({
            from: from && /^[0-9]{2,20}$/.test(from) ? from : null,
            ...{ to, channel: 'phone', faxPages: count },
            ...(station.trim() && { station: station.trim() }),
          })
        }
      >
        {t('demoPhone.fax.send')}
      </Button>
      <p role="status" className="demo-phone-state">
        {isSending && t('demoPhone.fax.sending', { seconds })}
        {call?.state === 'ended' && t('demoPhone.fax.sent')}
        {call?.state === 'unreachable' && t('demoPhone.state.unreachable')}
      </p>
      {problem && (
        <p role="alert" className="demo-phone-problem">
          {t('demoPhone.failed', { reason: problem })}
        </p>
      )}
    </section>
  )
}
