import { type ComponentType, lazy } from 'react'

type Tool = { id: string; side: 'start' | 'end'; Tool: ComponentType }

/** Loads a tool when the strip is shown: `tool('presence', 'end', () => import('…').then((m) => m.Presence))`. */
const tool = (id: string, side: Tool['side'], open: () => Promise<ComponentType>): Tool => ({
  id,
  side,
  Tool: lazy(async () => ({ default: await open() })),
})

/** What features put into the strip across the top: at the start what rings or waits, at the end one's own state. */
export const stripTools: readonly Tool[] = [
  tool('palette', 'start', () =>
    import('../../features/desk/palette/CommandPalette.tsx').then((m) => m.CommandPalette),
  ),
  tool('phone', 'start', () => import('../../features/phone/PhoneTools.tsx').then((m) => m.PhoneTools)),
  tool('agent', 'end', () => import('../../features/desk/AgentTools.tsx').then((m) => m.AgentTools)),
]
