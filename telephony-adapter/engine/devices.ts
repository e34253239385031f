import type { ExchangeEvent, ExchangeSnapshot } from '../exchange.ts'
import type { DeviceState, Extension } from '../port.ts'
import { type Ground, type Link, tellOf } from './ground.ts'

type Noted = Pick<Extract<ExchangeEvent, { type: 'device' }>, 'extension' | 'registered' | 'inUse'> & {
  at?: number
}

/** Keeps what a phone is, and tells it where it has changed. */
export function noteDevice(
  ground: Ground,
  link: Link,
  { extension, registered, inUse, at }: Noted,
  isFound = false,
) {
  const known = link.devices.get(extension)
  const now: DeviceState = {
    extension,
    exchange: link.exchange.name,
    registered: registered ?? known?.registered ?? inUse === true,
    inUse: inUse ?? known?.inUse ?? false,
  }
  link.devices.set(extension, now)
  if (known && known.registered === now.registered && known.inUse === now.inUse) return
  tellOf(ground, link, 'device.changed', now, {
    ...(at !== undefined && { at }),
    isReconstructed: isFound,
  })
}

/** What the exchange says of all phones; one it does not name is not registered there. */
export function noteDevices(ground: Ground, link: Link, { devices }: ExchangeSnapshot) {
  for (const device of devices) noteDevice(ground, link, device, true)
  const named = new Set(devices.map(({ extension }) => extension))
  for (const extension of link.devices.keys())
    if (!named.has(extension)) noteDevice(ground, link, { extension, registered: false, inUse: false }, true)
}

/** Whether a phone can be rung at this exchange; one that nobody has told of may be. */
export const isThere = (link: Link, extension: Extension) => link.devices.get(extension)?.registered !== false

/** The live call that has this extension. */
export function callOf(ground: Pick<Ground, 'calls'>, extension: Extension) {
  for (const running of ground.calls.values())
    if (running.state.legs.some((leg) => leg.extension === extension)) return running
  return undefined
}
