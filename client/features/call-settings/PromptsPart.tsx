import { Play, RotateCcw, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { Part } from './Part.tsx'
import { useReplacePrompt } from './replace-prompt.ts'

type Prompt = CallSettings['prompts'][number]

/** Said one by one, they are many: shown when they are looked for. */
const isNumber = ({ key }: Prompt) => /^(number|position)-\d+$/u.test(key)

/** What callers hear, in words; each can be heard, and replaced by a recording. */
export function PromptsPart({ prompts, mayChange }: Pick<CallSettings, 'prompts'> & { mayChange: boolean }) {
  const { t } = useT('calls')
  const [filter, setFilter] = useState('')
  const shown = prompts.filter((prompt) =>
    filter.trim() === '' ? !isNumber(prompt) : `${prompt.key} ${prompt.text}`.includes(filter.trim()),
  )
  const columns: Column<Prompt>[] = [
    { id: 'text', header: t('settings.prompts.text'), isRowHeader: true, cell: ({ text }) => text },
    {
      id: 'language',
      header: t('settings.lines.language'),
      cell: ({ language }) => t(`settings.lines.languages.${language}`),
    },
    {
      id: 'kind',
      header: t('settings.announcements.kind'),
      cell: ({ isOwn, hasAudio }) =>
        isOwn ? (
          <Chip tone="in-progress">{t('settings.prompts.own')}</Chip>
        ) : hasAudio ? (
          <Chip>{t('settings.prompts.spoken')}</Chip>
        ) : (
          <Chip tone="overdue">{t('settings.prompts.missing')}</Chip>
        ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('settings.prompts.listen')}</span>,
      isNumber: true,
      cell: (prompt) => <PromptButtons prompt={prompt} mayChange={mayChange} />,
    },
  ]
  return (
    <Part title={t('settings.prompts.title')} help={t('settings.prompts.help')}>
      <TextField label={t('settings.prompts.filter')} value={filter} onChange={setFilter} />
      <Table
        caption={t('settings.prompts.title')}
        className="call-prompts"
        columns={columns}
        rows={shown}
        keyOf={({ key, language }) => `${key} ${language}`}
      />
    </Part>
  )
}

function PromptButtons({ prompt, mayChange }: { prompt: Prompt; mayChange: boolean }) {
  const { t } = useT('calls')
  const toast = useToast()
  const file = useRef<HTMLInputElement>(null)
  const { key, language, text, isOwn } = prompt
  const { replace, restore } = useReplacePrompt({ key, language })
  const name = text.slice(0, 20)
  const listen = async () => {
    try {
      const { wav } = await api('GET /call-settings/prompts/:key/:language/sound', {
        params: { key, language },
      })
      await new Audio(`data:audio/wav;base64,${wav}`).play()
    } catch (error) {
      toast({ text: problemSentence(t, error), tone: 'danger' })
    }
  }
  return (
    <span className="admin-buttons">
      <Button
        size="small"
        icon={<Play aria-hidden />}
        onPress={() => void listen()}
        aria-label={`${t('settings.prompts.listen')} ${name}`}
      >
        {t('settings.prompts.listen')}
      </Button>
      {mayChange && (
        <>
          <input
            ref={file}
            type="file"
            accept=".wav,audio/wav"
            hidden
            onChange={({ target }) => {
              const [chosen] = target.files ?? []
              target.value = ''
              if (chosen) replace.run(chosen)
            }}
          />
          <Button
            size="small"
            icon={<Upload aria-hidden />}
            isPending={replace.isPending}
            onPress={() => file.current?.click()}
            aria-label={`${t('settings.prompts.upload')} ${name}`}
          >
            {t('settings.prompts.upload')}
          </Button>
          {isOwn && (
            <Button
              size="small"
              variant="quiet"
              icon={<RotateCcw aria-hidden />}
              isPending={restore.isPending}
              onPress={() => restore.run()}
              aria-label={`${t('settings.prompts.restore')} ${name}`}
            >
              {t('settings.prompts.restore')}
            </Button>
          )}
        </>
      )}
      <span role="alert">{replace.problem ?? restore.problem}</span>
    </span>
  )
}
