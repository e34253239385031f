import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'
import { Button } from '../../ui/Button.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { Link } from '../../ui/Link.tsx'
import type { Matches as Found } from './use-similar.ts'

/**
 * Entries that may answer what is being described. They have their room from the beginning, so that nothing moves under
 * the hand of whoever types; what one presses here sends no form.
 */
export function Matches({ found }: { found: Found | undefined }) {
  const { t } = useT('portal')
  const awake = useHydrated()
  const [needed, setNeeded] = useState<string>()
  if (!awake) return null
  return (
    <section className="case-form-matches">
      <h2>{t('caseForm.matches.title')}</h2>
      <div role="status">
        {needed !== undefined ? (
          <p className="case-form-needed">
            <CircleCheck aria-hidden /> {t('caseForm.matches.thanks', { number: needed })}
          </p>
        ) : found === undefined ? (
          <p className="muted">{t('caseForm.matches.hint')}</p>
        ) : found.length === 0 ? (
          <p className="muted">{t('caseForm.matches.none')}</p>
        ) : (
          <p className="sr-only">{t('caseForm.matches.found', { count: found.length })}</p>
        )}
      </div>
      {found && found.length > 0 && (
        <ul>
          {found.map((entry) => (
            <Match key={entry.number} entry={entry} isNeeded={needed === entry.number} onNeeded={setNeeded} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Match({
  entry: { number, title, shortAnswer },
  isNeeded,
  onNeeded,
}: {
  entry: Found[number]
  isNeeded: boolean
  onNeeded: (number: string) => void
}) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <li>
      <Link href={href(`/qa/${number}`)} target="_blank">
        {title}
      </Link>
      <p className="case-form-short">{shortAnswer}</p>
      <Button
        size="small"
        isDisabled={isNeeded}
        aria-label={t('caseForm.matches.neededOf', { title })}
        onPress={() => {
          onNeeded(number)
          // Nobody waits for it to be counted.
          void api('POST /knowledge/:number/deflections', { params: { number } }).catch(() => undefined)
        }}
      >
        {t('caseForm.matches.needed')}
      </Button>
    </li>
  )
}
