import { useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Part } from './Part.tsx'
import { useChange } from './queries.ts'

type Code = { id?: number; name: string; isOn: boolean }
const MOST_CODES = 15

/** What agents say a call was about, when it is over. */
export function CodesPart({ codes, mayChange }: { codes: CallSettings['wrapUpCodes']; mayChange: boolean }) {
  const { t } = useT('calls')
  const [typed, setTyped] = useState<Code[]>()
  const shown: Code[] = typed ?? codes.map(({ id, name, isOn }) => ({ id, name, isOn }))
  const change = (n: number, part: Partial<Code>) =>
    setTyped(shown.map((code, at) => (at === n ? { ...code, ...part } : code)))
  const save = useChange(
    () =>
      api('PUT /call-settings/wrap-up-codes', {
        body: { codes: shown.filter(({ id, name }) => id !== undefined || name.trim() !== '') },
      }),
    { onDone: () => setTyped(undefined) },
  )
  return (
    <Part title={t('settings.codes.title')} help={t('settings.codes.help')} problem={save.problem}>
      <ol className="call-codes">
        {shown.map(({ id, name, isOn }, n) => (
          <li key={id ?? `new-${n}`}>
            <TextField
              label={t('settings.codes.name', { n: n + 1 })}
              limit={30}
              isReadOnly={!mayChange}
              value={name}
              onChange={(value) => change(n, { name: value })}
            />
            <Checkbox
              label={t('settings.codes.isOn')}
              isSelected={isOn}
              isDisabled={!mayChange}
              onChange={(value) => change(n, { isOn: value })}
            />
          </li>
        ))}
      </ol>
      {mayChange && (
        <span className="admin-buttons">
          {shown.length < MOST_CODES && (
            <Button onPress={() => setTyped([...shown, { name: '', isOn: true }])}>
              {t('settings.codes.add')}
            </Button>
          )}
          <Button
            variant="primary"
            isDisabled={typed === undefined}
            isPending={save.isPending}
            onPress={() => save.run()}
          >
            {t('settings.save')}
          </Button>
        </span>
      )}
    </Part>
  )
}
