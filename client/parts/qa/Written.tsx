import './written.css'

/** What is written in an entry. The server made this HTML, and wrote every element and attribute of it. */
export function Written({ html, label }: { html: string; label?: string }) {
  return (
    <div
      className="qa-written"
      {...(label && { role: 'group', 'aria-label': label })}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
