import { Parser } from 'htmlparser2'
import { expect } from 'vitest'

/** All that may stand in a page. What is not named here is not allowed: no style, no script, no handler. */
const ALLOWED: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    'p h3 h4 h5 h6 ul li blockquote hr table thead tbody tr strong em s br code figure figcaption'
      .split(' ')
      .map((name) => [name, []]),
  ),
  ol: ['start'],
  pre: ['tabindex'],
  div: ['class', 'tabindex'],
  th: ['scope', 'class'],
  td: ['class'],
  a: ['href', 'title', 'rel'],
  img: ['src', 'alt', 'title', 'loading', 'decoding'],
  video: ['controls', 'preload', 'src', 'title', 'aria-label'],
  track: ['kind', 'src', 'srclang', 'label', 'default'],
  span: ['class'],
  svg: ['class', 'aria-hidden'],
  circle: ['cx', 'cy', 'r'],
  text: ['x', 'y', 'text-anchor', 'dominant-baseline'],
}
const OURS = /^\/(?:files|qa)\//
const LEADS_TO = /^(?:https?:\/\/[^/@]+(?:\/|$)|mailto:|tel:|\/(?![/\\]))/
const VOID = new Set(['br', 'hr', 'img', 'track'])

/** Reads an entry's HTML as a browser would, and demands that nothing in it can act or load from outside. */
export function demandHarmless(html: string) {
  const open: string[] = []
  const faults = new Set<string>()
  const demand = (isSo: boolean, fault: string) => {
    if (!isSo) faults.add(fault)
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        demand(Object.hasOwn(ALLOWED, name), `<${name}>`)
        for (const [attribute, value] of Object.entries(attributes)) {
          demand(ALLOWED[name]?.includes(attribute) ?? false, `<${name} ${attribute}>`)
          if (attribute === 'src') demand(OURS.test(value), `src ${value}`)
          if (attribute === 'href') demand(LEADS_TO.test(value), `href ${value}`)
        }
        if (!VOID.has(name)) open.push(name)
      },
      onclosetag(name, isImplied) {
        if (VOID.has(name)) return
        demand(!isImplied && open.pop() === name, `</${name}>`)
      },
      oncomment: () => demand(false, 'a comment'),
      onprocessinginstruction: () => demand(false, 'an instruction'),
    },
    { lowerCaseTags: true },
  )
  parser.end(html)
  expect([...faults, ...open]).toEqual([])
  expect(html.isWellFormed()).toBe(true)
}
