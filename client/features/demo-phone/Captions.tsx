import { useEffect, useRef, useState } from 'react'
import type { SimulatedCall } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { isLive } from './use-simulated-call.ts'

/** What is played, in words, as it comes; read aloud where the browser can and the visitor wants it. */
export function Captions({ call }: { call: SimulatedCall | null }) {
  const { t } = useT('portal')
  const [speaks, setSpeaks] = useState(false)
  const isHydrated = useHydrated()
  const canSpeak = isHydrated && 'speechSynthesis' in window
  const spoken = useRef({ id: '', count: 0 })
  const list = useRef<HTMLDivElement>(null)
  const captions = call?.captions ?? []
  const count = captions.length

  useEffect(() => {
    const id = call?.id ?? ''
    if (spoken.current.id !== id) spoken.current = { id, count: 0 }
    const fresh = (call?.captions ?? []).slice(spoken.current.count)
    spoken.current.count += fresh.length
    list.current?.scrollTo({ top: list.current.scrollHeight })
    if (!speaks) return
    for (const { text, language } of fresh) {
      const words = new SpeechSynthesisUtterance(text)
      words.lang = language === 'en' ? 'en-US' : 'zh-TW'
      speechSynthesis.speak(words)
    }
  }, [call, speaks])
  const isOver = !isLive(call)
  useEffect(() => {
    if (isOver && 'speechSynthesis' in window) speechSynthesis.cancel()
  }, [isOver])

  return (
    <>
      <div
        className="demo-phone-captions"
        role="log"
        aria-label={t('demoPhone.captions')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        tabIndex={0}
        ref={list}
      >
        {captions.map(({ at, text, language }, n) => (
          <p key={`${n} ${at}`} lang={language}>
            {text}
          </p>
        ))}
        {count === 0 && <p className="demo-phone-hint">{t('demoPhone.noCaptions')}</p>}
      </div>
      <p className="demo-phone-hint">
        {call && isLive(call) && call.talksWith.length > 0
          ? t('demoPhone.talkingTo', { names: call.talksWith.join('、') })
          : call && isLive(call) && t(`demoPhone.hears.${call.hears}`)}
      </p>
      {canSpeak && <Checkbox label={t('demoPhone.speak')} isSelected={speaks} onChange={setSpeaks} />}
    </>
  )
}
