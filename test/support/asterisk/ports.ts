import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** A port on which nobody listens for datagrams. */
export async function freeUdpPort(address = '127.0.0.1'): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, address)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

/** Where sound goes: an exchange takes another port of these when one is taken. Below those that systems give out. */
export function portsOfSound() {
  const first = 10_000 + 2 * Math.floor(Math.random() * 10_000)
  return {
    RTP_START: `${first}`,
    RTP_END: `${first + 598}`,
    UDPTL_START: `${first + 600}`,
    UDPTL_END: `${first + 698}`,
  }
}
