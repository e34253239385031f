// A program that only answers: it hears of a call over ARI, tells one browser over Socket.IO, and answers. What the
// product does for a call is measured against it.
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { WebSocket } from 'ws'

const { ARI_URL = '', ARI_USER = '', ARI_SECRET = '', ARI_APP = '', PORT = '' } = process.env
const http = createServer()
const pages = new Server(http)
http.listen(Number(PORT), '127.0.0.1')

const authorization = `Basic ${Buffer.from(`${ARI_USER}:${ARI_SECRET}`).toString('base64')}`
const base = ARI_URL.replace(/^http/, 'ws')
const link = new WebSocket(`${base}/ari/events?app=${ARI_APP}`, { headers: { authorization } })
let asked = 0
link.on('open', () => process.send?.('ready'))
link.on('error', (error) => {
  throw error
})
link.on('message', (bytes) => {
  const event = JSON.parse(bytes.toString()) as { type: string; channel?: { id: string } }
  if (event.type !== 'StasisStart' || !event.channel) return
  pages.emit('told', event.channel.id)
  link.send(
    JSON.stringify({
      type: 'RESTRequest',
      request_id: String(++asked),
      method: 'POST',
      uri: `channels/${event.channel.id}/answer`,
    }),
  )
})
