import { useHref } from '../../platform/portal.ts'
import { SearchBox } from './SearchBox.tsx'

/** The portal's search box: the one of its page, so that Alt S always leads to it. */
export function PortalSearch({
  size = 'small',
  text = '',
  fields = {},
}: {
  size?: 'small' | 'large'
  text?: string
  fields?: Readonly<Record<string, string>>
}) {
  const href = useHref()
  return (
    <SearchBox action={href('/search')} size={size} text={text} fields={fields} pathOf={href} accessKey="s" />
  )
}
