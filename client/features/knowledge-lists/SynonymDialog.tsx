import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { ASKED, type Synonym } from './queries.ts'
import { meansIn, nearestWeight, WEIGHTS } from './synonym.ts'
import { WorseQuestions } from './WorseQuestions.tsx'

/**
 * Sets or forgets what a word means. First it is reckoned which of the editors' questions find their entry further down
 * for it; only with that on the screen is it saved.
 */
export function SynonymDialog({
  synonym,
  isForgotten,
  onClose,
}: {
  synonym: Synonym | undefined
  isForgotten: boolean
  onClose: () => void
}) {
  const { t } = useT('asked')
  const queries = useQueryClient()
  const [word, setWord] = useState(synonym?.word ?? '')
  const [typed, setTyped] = useState(synonym?.means.join('\n') ?? '')
  const [weight, setWeight] = useState<string>(nearestWeight(synonym?.weight ?? 0.5))
  const [isTried, setTried] = useState(false)
  const means = isForgotten ? [] : meansIn(typed, word)
  const order = { word: word.trim(), means, weight: Number(weight) }
  const asked = JSON.stringify(order)
  const reckon = useMutation({
    mutationFn: async () => {
      const { worse } = await api('PUT /search-synonyms', { body: { ...order, dryRun: true } })
      return { worse, asked }
    },
  })
  const save = useCommand(
    () => api('PUT /search-synonyms', { body: order }),
    () => {
      void queries.invalidateQueries({ queryKey: ASKED })
      onClose()
      return t(isForgotten ? 'synonyms.forgotten' : 'synonyms.saved', { word: order.word })
    },
  )
  const reckoned = reckon.data?.asked === asked ? reckon.data : undefined
  const isComplete = order.word !== '' && (isForgotten || means.length > 0)
  const go = () => {
    setTried(true)
    if (!isComplete) return
    if (reckoned) save.run()
    else reckon.mutate()
  }
  const worse = reckoned?.worse ?? []
  const problem = save.problem ?? (reckon.error ? problemSentence(t, reckon.error) : undefined)
  return (
    <Dialog
      isOpen
      keepOpen
      onClose={onClose}
      title={
        isForgotten
          ? t('synonyms.forgetNamed', { word })
          : synonym
            ? t('synonyms.changeNamed', { word: synonym.word })
            : t('synonyms.add')
      }
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant={reckoned && worse.length > 0 ? 'seal' : 'primary'}
            onPress={go}
            isPending={reckon.isPending || save.isPending}
          >
            {reckoned
              ? t(
                  worse.length > 0
                    ? 'synonyms.saveAnyway'
                    : isForgotten
                      ? 'synonyms.forget'
                      : 'synonyms.save',
                )
              : t('synonyms.reckon')}
          </Button>
        </>
      }
    >
      <div className="asked-form">
        <p>{t(isForgotten ? 'synonyms.forgetHelp' : 'synonyms.help')}</p>
        {!isForgotten && (
          <>
            <TextField
              label={t('synonyms.word')}
              isRequired
              limit={60}
              isDisabled={synonym !== undefined}
              value={word}
              onChange={setWord}
              {...(isTried && order.word === '' && { error: t('synonyms.wordMissing') })}
            />
            <TextArea
              label={t('synonyms.means')}
              description={t('synonyms.oneALine')}
              isRequired
              rows={4}
              value={typed}
              onChange={setTyped}
              {...(isTried && means.length === 0 && { error: t('synonyms.meansMissing') })}
            />
            <Select
              label={t('synonyms.weight')}
              description={t('synonyms.weightHelp')}
              placeholder={null}
              options={WEIGHTS.map((id) => ({ id, label: `${t(`synonyms.weights.${id}`)}（${id}）` }))}
              value={weight}
              onChange={setWeight}
            />
          </>
        )}
        <div role="status">{reckoned && <WorseQuestions worse={worse} />}</div>
        <div role="alert">{problem && <ErrorLine>{problem}</ErrorLine>}</div>
      </div>
    </Dialog>
  )
}
