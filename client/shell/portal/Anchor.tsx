/** A 定位點: the visible `:::` at the head of a part of the page, reached with Alt and a letter. */
export function Anchor({ to, accessKey, title }: { to: string; accessKey: 'u' | 'c' | 'b'; title: string }) {
  return (
    // biome-ignore lint/a11y/noAccessKey: required of government sites; the site map lists the keys
    <a href={`#${to}`} accessKey={accessKey} className="portal-anchor" title={title}>
      :::
    </a>
  )
}
