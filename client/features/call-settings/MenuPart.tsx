import { useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useSystems } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { Part } from './Part.tsx'
import { useChange } from './queries.ts'

type Choice = CallSettings['menu'][number]
const KEYS = [...'1234567890*#']

const choiceText = (choice: Choice | undefined) =>
  choice === undefined ? '' : choice.action === 'system' ? String(choice.systemId) : choice.action

/** What each key of the menu is for. */
export function MenuPart({
  menu,
  prompts,
  mayChange,
}: Pick<CallSettings, 'menu' | 'prompts'> & { mayChange: boolean }) {
  const { t, language } = useT('calls')
  const { systems } = useSystems()
  const [typed, setTyped] = useState<Record<string, string>>({})
  const chosen = (digit: string) => typed[digit] ?? choiceText(menu.find((choice) => choice.digit === digit))
  const save = useChange(
    () =>
      api('PUT /call-settings/menu', {
        body: {
          choices: KEYS.map((digit) => ({ digit, value: chosen(digit) }))
            .filter(({ value }) => value !== '')
            .map(
              ({ digit, value }): Choice =>
                value === 'operator' || value === 'again'
                  ? { digit, action: value, systemId: null }
                  : { digit, action: 'system', systemId: Number(value) },
            ),
        },
      }),
    { onDone: () => setTyped({}) },
  )
  const options = [
    { id: 'operator', label: t('settings.menu.operator') },
    { id: 'again', label: t('settings.menu.again') },
    ...systems.map(({ id, shortName }) => ({ id: String(id), label: shortName })),
  ]
  const spoken = prompts.find((prompt) => prompt.key === 'menu' && prompt.language === language)?.text
  return (
    <Part title={t('settings.menu.title')} help={t('settings.menu.help')} problem={save.problem}>
      <div className="call-keys">
        {KEYS.map((digit) => (
          <Select
            key={digit}
            label={t('settings.menu.digit', { digit })}
            placeholder={t('settings.menu.nothing')}
            options={options}
            value={chosen(digit)}
            isDisabled={!mayChange}
            onChange={(value) => setTyped({ ...typed, [digit]: value })}
          />
        ))}
      </div>
      {spoken && <p className="muted">{t('settings.menu.reads', { text: spoken })}</p>}
      {mayChange && (
        <Button
          isDisabled={Object.keys(typed).length === 0}
          isPending={save.isPending}
          onPress={() => save.run()}
        >
          {t('settings.save')}
        </Button>
      )}
    </Part>
  )
}
