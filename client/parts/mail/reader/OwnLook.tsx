import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MailContent } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { RECEIVED } from '../queries.ts'
import { documentOf, picturesOf } from './own-look.ts'

/** The mail as its sender laid it out, in a frame that loads nothing, runs nothing and goes nowhere. */
export function OwnLook({ mailId, content }: { mailId: string; content: MailContent & { html: string } }) {
  const { t } = useT('mails')
  const wanted = picturesOf(content)
  const { data: pictures } = useQuery({
    queryKey: [...RECEIVED, mailId, 'pictures'],
    queryFn: () => loadPictures(wanted),
    enabled: wanted.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const loaded = wanted.length === 0 ? NONE : pictures
  const srcDoc = useMemo(
    () => loaded && documentOf(content.html, loaded, styleNonce()),
    [content.html, loaded],
  )
  if (!loaded) return <Skeleton shape="card" count={1} label={t('reader.loading')} />
  const missing = wanted.filter(({ contentId }) => !loaded.has(contentId)).length
  return (
    <div className="mail-own-look">
      <p className="muted">
        {t('reader.asSentNote')}
        {missing > 0 && ` ${t('reader.pictures', { count: missing })}`}
      </p>
      <iframe title={t('reader.asSentTitle')} sandbox="" referrerPolicy="no-referrer" srcDoc={srcDoc} />
    </div>
  )
}

const NONE: ReadonlyMap<string, string> = new Map()

const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''

/** The frame may not fetch: its pictures are carried in. One that cannot be read is left out. */
async function loadPictures(wanted: readonly { contentId: string; href: string }[]) {
  const loaded = await Promise.all(
    wanted.map(async ({ contentId, href }) => {
      const answer = await fetch(href, { credentials: 'same-origin' }).catch(() => undefined)
      return answer?.ok ? ([[contentId, await dataUrlOf(await answer.blob())]] as const) : []
    }),
  )
  return new Map(loaded.flat())
}

const dataUrlOf = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
