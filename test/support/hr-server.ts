import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type SourcePerson = {
  personnelNo: string
  name: string
  title?: string
  email?: string | null
  agencyCode?: string | null
  phones?: { number: string; extension?: string }[]
}

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

/** A small HR database over HTTP, which can be told to misbehave. */
export async function startHrServer() {
  const people: SourcePerson[] = []
  const asked: string[] = []
  let behaviour: Behaviour | undefined
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (behaviour) return behaviour(request, response)
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://hr.example')
    if (pathname !== '/hr/people') return response.writeHead(404).end()
    const [[by, value] = []] = [...searchParams]
    const found = people.filter((person) => {
      if (by === 'phone') return person.phones?.some(({ number }) => number === value)
      if (by === 'email') return person.email?.toLowerCase() === value
      return by === 'personnelNo' && person.personnelNo === value
    })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ people: found }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hr`,
    people,
    asked,
    /** How it answers from now on; without an argument, as it should. */
    behave(as?: Behaviour) {
      behaviour = as
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
