import { expect, test } from 'vitest'
import { accepted, nextNumber } from './ground.ts'
import type { Ground } from './world.ts'

const FAX_MS = 60_000

/** Fax machines, at their own number and at the help line. */
export function faxesCome(there: () => Ground) {
  test(
    'a fax to its own number is received and can be fetched until it is forgotten',
    async () => {
      const { exchange, seen, world } = there()
      const from = nextNumber()
      const sending = world.sendFax({ from, to: world.faxLine, pages: 1, station: 'NANTOU HR' })
      const { channel } = await seen.first('arrived')
      await accepted(exchange.receiveFax(channel.channelId))
      await seen.first('left', ({ channelId, to }) => channelId === channel.channelId && to === 'fax')
      await sending
      const faxed = await seen.first('faxed')
      expect(faxed).toMatchObject({
        callRef: channel.callRef,
        from,
        to: world.faxLine,
        pages: 1,
        isComplete: true,
        station: 'NANTOU HR',
        error: null,
      })
      const tiff = await exchange.fetchFax(faxed.name)
      expect(tiff?.subarray(0, 4).toString('latin1')).toMatch(/^(II\*\0|MM\0\*)$/)
      await accepted(exchange.forgetFax(faxed.name))
      expect(await exchange.fetchFax(faxed.name)).toBeUndefined()
    },
    FAX_MS,
  )

  test(
    'a fax machine that dials the help line is heard and received',
    async () => {
      const { exchange, seen, world } = there()
      const sending = world.sendFax({ from: nextNumber(), to: world.line, pages: 1, station: 'TAIPEI HR' })
      const { channel } = await seen.first('arrived')
      await accepted(exchange.answer(channel.channelId))
      await accepted(exchange.mark(channel.channelId, { role: 'caller' }))
      await seen.first('left', ({ channelId, to }) => channelId === channel.channelId && to === 'fax')
      await sending
      const faxed = await seen.first('faxed')
      expect(faxed).toMatchObject({ callRef: channel.callRef, isComplete: true, to: world.line })
      await accepted(exchange.forgetFax(faxed.name))
    },
    FAX_MS,
  )
}
