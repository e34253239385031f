import { setTimeout as wait } from 'node:timers/promises'
import type { Person } from './person.ts'
import { insist } from './person.ts'

/** An agent at an open desk who takes every offer they hear or find, whatever is away meanwhile. */
export async function takingOffers(agent: Person) {
  let working = true
  const socket = await agent.connect({ desk: true })
  await insist(
    () => agent.ask('PUT', '/desk/presence', { presence: 'ready' }),
    ({ status }) => status === 200,
  )
  const heard: { event: string; caseId: unknown }[] = []
  socket.onAny((event, data) => heard.push({ event, caseId: data?.caseId }))
  const loop = (async () => {
    while (working) {
      const desk = await agent.ask('GET', '/desk').catch(() => undefined)
      if (desk?.body?.agent?.routingStatus === 'not-responding')
        await agent.ask('PUT', '/desk/presence', { presence: 'ready' }).catch(() => undefined)
      for (const { id } of desk?.body?.offers ?? [])
        await agent.ask('POST', `/desk/offers/${id}/acceptance`, {}).catch(() => undefined)
      await wait(200)
    }
  })()
  return {
    socket,
    heard,
    async stop() {
      working = false
      await loop
      socket.disconnect()
    },
  }
}
