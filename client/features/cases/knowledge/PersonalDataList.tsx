import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { Suspect } from './draft-text.ts'

/** What looks like personal data, to be confirmed one by one: replaced, unless it is ticked as none. */
export function PersonalDataList({
  suspects,
  letStand,
  onLetStand,
  leftOut,
  onLeftOut,
}: {
  suspects: readonly Suspect[]
  letStand: ReadonlySet<string>
  onLetStand: (words: ReadonlySet<string>) => void
  leftOut: readonly string[]
  onLeftOut: (words: readonly string[]) => void
}) {
  const { t } = useT('cases')
  const decide = (words: string, stands: boolean) =>
    onLetStand(new Set(stands ? [...letStand, words] : [...letStand].filter((one) => one !== words)))
  return (
    <section className="knowledge-suspects" aria-labelledby="knowledge-suspects">
      <h3 id="knowledge-suspects">{t('knowledge.draft.personal')}</h3>
      <p role="status">
        {suspects.length === 0
          ? t('knowledge.draft.nobody')
          : t('knowledge.draft.decided', {
              count: suspects.length,
              replaced: suspects.filter(({ text }) => !letStand.has(text)).length,
            })}
      </p>
      <ol>
        {suspects.map(({ kind, text, replacement, times, before, after }) => {
          const stands = letStand.has(text)
          return (
            <li key={text}>
              <p>
                <Chip>{t(`knowledge.draft.kind.${kind}`)}</Chip>{' '}
                {times > 1 && <span className="muted">{t('knowledge.draft.times', { count: times })}</span>}
              </p>
              <p className="knowledge-around">
                …{before}
                {stands ? <mark data-is="stands">{text}</mark> : <del>{text}</del>}
                {!stands && <ins>{replacement}</ins>}
                {after}…
              </p>
              <Checkbox
                label={t('knowledge.draft.letStand', { text })}
                isSelected={stands}
                onChange={(selected) => decide(text, selected)}
              />
            </li>
          )
        })}
      </ol>
      <AlsoLeftOut leftOut={leftOut} onLeftOut={onLeftOut} />
    </section>
  )
}

/** What no machine finds and a person sees. */
function AlsoLeftOut({
  leftOut,
  onLeftOut,
}: {
  leftOut: readonly string[]
  onLeftOut: (words: readonly string[]) => void
}) {
  const { t } = useT('cases')
  const [typed, setTyped] = useState('')
  const add = () => {
    const words = typed.trim()
    if (words === '') return
    onLeftOut([...new Set([...leftOut, words])])
    setTyped('')
  }
  return (
    <form
      className="knowledge-left-out"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextField label={t('knowledge.draft.alsoLeftOut')} value={typed} onChange={setTyped} />
      <Button type="submit" size="small" icon={<Plus aria-hidden />}>
        {t('knowledge.draft.leaveOut')}
      </Button>
      {leftOut.length > 0 && (
        <ul>
          {leftOut.map((words) => (
            <li key={words}>
              {words}
              <Button
                size="small"
                variant="quiet"
                icon={<X aria-hidden />}
                aria-label={t('knowledge.draft.putBack', { text: words })}
                onPress={() => onLeftOut(leftOut.filter((one) => one !== words))}
              />
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
