import type { Entry } from '../../../../server/api.ts'
import type { Translate } from '../../../platform/i18n.ts'

type T = Translate<'cases'>

const PRIORITIES = { '1': 'urgent', '2': 'high', '3': 'normal', '4': 'low' } as const

/** What a line of the timeline says that is no message and no note: `林以晴：開始處理`. */
export function sentenceOf(t: T, entry: Pick<Entry, 'kind' | 'actor' | 'body'>): string {
  const what = eventOf(t, entry)
  const name = entry.actor?.name
  // Hand-overs name who took part already.
  return name && !what.includes(name) ? t('timeline.by', { name, what }) : what
}

function eventOf(t: T, { kind, body }: Pick<Entry, 'kind' | 'body'>): string {
  switch (kind) {
    case 'state':
      return because(t, stateOf(t, body), body.note)
    case 'hand-over':
      return because(t, handOverOf(t, body), body.note)
    case 'routing':
      // Why the router chose somebody stands with its other decisions, in full.
      return because(t, routingOf(t, body), isByHand(body) ? body.note : undefined)
    case 'change':
      return changeOf(t, body)
    case 'survey':
      return body.text
        ? t('timeline.surveyWith', { score: body.score ?? 0, text: body.text })
        : t('timeline.survey', { score: body.score ?? 0 })
    default:
      return body.text ?? ''
  }
}

const because = (t: T, what: string, note: string | undefined) =>
  note ? `${what}${t('timeline.because', { note })}` : what

const isByHand = ({ fields = [] }: Entry['body']) => !fields.includes('routed')

function stateOf(t: T, { from, to = '', waitingFor }: Entry['body']) {
  if (!from && to === 'received') return t('timeline.opened')
  const key = to === 'waiting' && waitingFor ? `waiting-${waitingFor}` : to
  return t(`timeline.state.${key}` as 'timeline.state.received')
}

function handOverOf(t: T, { from = '', to = '', fields = [] }: Entry['body']) {
  if (fields.includes('accepted')) return t('timeline.accepted', { to })
  if (fields.includes('returned')) return t('timeline.returned', { from, to })
  if (fields.includes('cancelled')) return t('timeline.cancelled')
  return t('timeline.handedOver', { from, to })
}

function routingOf(t: T, { to = '', fields = [] }: Entry['body']) {
  if (fields.includes('claimed')) return t('timeline.claimed', { to })
  return fields.includes('assigned') ? t('timeline.assigned', { to }) : t('timeline.routed', { to })
}

function changeOf(t: T, { fields = [], from = '', to = '' }: Entry['body']) {
  const name = fields[0] ?? ''
  const field = t(`timeline.field.${name}` as 'timeline.field.title')
  const [before, after] = [inWords(t, name, from), inWords(t, name, to)]
  if (!after) return t('timeline.removed', { field, from: before })
  return before
    ? t('timeline.changedFrom', { field, from: before, to: after })
    : t('timeline.changed', { field, to: after })
}

/** Codes in words; names are what they are. */
function inWords(t: T, field: string, value: string): string {
  if (field === 'priority' && value in PRIORITIES)
    return t(`common:priority.${PRIORITIES[value as keyof typeof PRIORITIES]}`)
  if (field === 'rootCause' && value) return t(`rootCause.${value}` as 'rootCause.unknown')
  return value
}
