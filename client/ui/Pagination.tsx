import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useT } from '../platform/i18n.ts'
import { Button } from './Button.tsx'
import { Link } from './Link.tsx'
import './Pagination.css'

/** A way to another page: an address (portal, works without JavaScript) or something to do (desk). */
type Way = { href: string } | { onPress: () => void }

/** Next and previous page of a list that is paged by key: there are no page numbers to jump to. */
export function Pagination({ previous, next, note }: { previous?: Way; next?: Way; note?: string }) {
  const { t } = useT()
  if (!previous && !next) return null
  return (
    <nav className="ui-pages" aria-label={t('pages.label')}>
      {previous && <Step way={previous} label={t('pages.previous')} back />}
      {note && <span>{note}</span>}
      {next && <Step way={next} label={t('pages.next')} />}
    </nav>
  )
}

function Step({ way, label, back = false }: { way: Way; label: string; back?: boolean }) {
  const words = (
    <>
      {back && <ChevronLeft aria-hidden />}
      {label}
      {!back && <ChevronRight aria-hidden />}
    </>
  )
  return 'href' in way ? (
    <Link button="secondary" href={way.href} rel={back ? 'prev' : 'next'}>
      {words}
    </Link>
  ) : (
    <Button onPress={way.onPress}>{words}</Button>
  )
}
