import { partBridge } from './bridges.ts'
import { endChannel, setUp } from './channels.ts'
import { stopAllOn } from './sounds.ts'
import { type Channel, laterOn, type Switch, tell } from './state.ts'

const TRAINING_MS = 6000
const PAGE_MS = 9000
const NO_FAX_MS = 30_000

/** Takes a call out of whoever's hands it is in and receives what its machine sends; a person there hears whistling. */
export function receiveFax(sw: Switch, channel: Channel) {
  stopAllOn(sw, channel.id, false)
  partBridge(sw, channel)
  if (channel.isOurs) tell(sw, channel.id, { type: 'left', channelId: channel.id, to: 'fax' })
  channel.isOurs = false
  channel.music = false
  setUp(sw, channel)
  const pages = channel.fax?.pages ?? null
  const station = channel.fax?.station ?? null
  const told = {
    name: `fax-${channel.callRef}`,
    callRef: channel.callRef,
    from: channel.from,
    to: channel.to,
  }
  const before = channel.whenGone
  let isTold = false
  const end = (received: number, error: string | null) => {
    if (isTold) return
    isTold = true
    channel.whenGone = before
    const isComplete = error === null
    const fax = { type: 'faxed' as const, ...told, station, pages: received, isComplete, error }
    sw.faxes.set(told.name, fax)
    tell(sw, channel.id, fax)
  }
  const startedAt = sw.clock.now()
  channel.whenGone = (cause) => {
    const sent = Math.floor((sw.clock.now() - startedAt - TRAINING_MS) / PAGE_MS)
    end(pages === null ? 0 : Math.max(0, Math.min(pages, sent)), 'The call dropped prematurely')
    before(cause)
  }
  laterOn(sw, channel, pages === null ? NO_FAX_MS : TRAINING_MS + pages * PAGE_MS, () => {
    if (pages === null)
      end(0, channel.fax ? 'Far end is not compatible' : 'Timed out waiting for initial communication')
    else end(pages, null)
    endChannel(sw, channel, 'normal', true)
  })
}

/** Hears the whistle of a fax machine in a call that was answered for a person. */
export function listenForFax(sw: Switch, channel: Channel) {
  if (!channel.fax) return
  laterOn(sw, channel, 2500, () => receiveFax(sw, channel))
}
