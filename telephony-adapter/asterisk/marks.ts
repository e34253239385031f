import type { ChannelState, Marks } from '../exchange.ts'
import type { AriModels } from './ari-types.gen.ts'

type Channel = AriModels['Channel']

const MARKS = {
  caseId: 'OW_CASE',
  agentId: 'OW_AGENT',
  role: 'OW_ROLE',
  since: 'OW_SINCE',
  order: 'OW_ORDER',
} as const

/** As channel variables, inherited by whatever comes of the channel. */
export function variablesOf(marks: Marks): Record<string, string> {
  const entries = Object.entries(marks).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([mark, value]) => [`__${MARKS[mark as keyof Marks]}`, value]))
}

const variable = ({ channelvars }: Channel, name: string) => {
  const value = channelvars?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function marksOf(channel: Channel): Marks {
  const found = Object.entries(MARKS).map(([mark, name]) => [mark, variable(channel, name)] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

/** What the application `app` sees of a channel, and where it is joined. */
export function stateOf(channel: Channel, app: string, bridgeId: string | null): ChannelState {
  const isLeg = variable(channel, 'OW_LEG') !== undefined
  const isHere = channel.dialplan.app_name === 'Stasis' && channel.dialplan.app_data.split(',')[0] === app
  const isUp = channel.state === 'Up'
  return {
    channelId: channel.id,
    callRef: variable(channel, 'OW_CALLREF') ?? channel.id,
    state: isUp ? 'up' : 'ringing',
    from: variable(channel, 'OW_FROM') ?? null,
    display: channel.caller.name || null,
    to: variable(channel, 'OW_TO') ?? channel.dialplan.exten,
    channel: variable(channel, 'OW_CHANNEL') === 'voip' ? 'voip' : 'phone',
    isOurs: isHere || (isLeg && !isUp),
    bridgeId,
    marks: marksOf(channel),
    startedAt: Date.parse(channel.creationtime),
  }
}
