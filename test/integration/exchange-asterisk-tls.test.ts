import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer as createPlainServer, type Server } from 'node:net'
import { connect, createServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { withAmi } from '../../telephony-adapter/asterisk/ami-link.ts'
import { type Authority, type Certificate, makeAuthority } from '../support/asterisk/certificates.ts'
import { addressOf, follower } from '../support/asterisk/followed.ts'
import { digest, headerOf, parseSip, statusOf, token, writeSip } from '../support/asterisk/sip-message.ts'
import { asteriskWorld } from '../support/asterisk/world.ts'
import { accepted, arrive, seen } from '../support/exchange-suite/ground.ts'

const TRUSTED = getCACertificates('default')

let authority: Authority
let certificate: Certificate
let ground: Awaited<ReturnType<typeof asteriskWorld>>
beforeAll(async () => {
  authority = await makeAuthority()
  certificate = await authority.sign('pbx-a', ['IP:127.0.0.1'])
  ground = await asteriskWorld({ certificate })
}, 60_000)
afterAll(async () => {
  await ground.world.close()
  await authority.close()
})

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** What `NODE_EXTRA_CA_CERTS` does for a process from its start. */
function trustTheAuthority() {
  setDefaultCACertificates([...TRUSTED, readFileSync(authority.cert, 'utf8')])
  ends.push(() => setDefaultCACertificates(TRUSTED))
}

/** Follows the exchange; what it is told, and every reason that is logged. */
async function followed(more: Parameters<typeof addressOf>[1] = {}) {
  const reasons: string[] = []
  const write = (fields: object) => void reasons.push((fields as { why?: string }).why ?? '')
  const exchange = follower(ground.exchange, {
    log: { debug: write, info: write, warn: write, error: write },
    ...more,
  })
  const told = seen()
  await exchange.start(told.hear)
  ends.push(() => exchange.close())
  return { exchange, told, reasons }
}
const bookOf = (more: Parameters<typeof addressOf>[1] = {}) => {
  const { host, tls, ami } = addressOf(ground.exchange, more)
  return withAmi({ ...ami!, host, tls }, async (ask) => (await ask('CoreStatus')).length)
}

/** Where it listens, until the end of the test. */
async function portOf(server: Server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => server.close())
  return (server.address() as AddressInfo).port
}

test('an exchange whose authority is not trusted is refused, and the log says what to do', async () => {
  const { exchange, told, reasons } = await followed()
  expect(await told.first('link')).toMatchObject({ state: 'down' })
  const sentence = /signed by nobody whom this machine trusts: .*NODE_EXTRA_CA_CERTS/
  expect(reasons).toContainEqual(expect.stringMatching(sentence))
  await expect(bookOf()).rejects.toThrow(sentence)
  await expect(exchange.fetchRecording('any')).rejects.toThrow(sentence)
})

test('over TLS an exchange is followed, its books are read and what it keeps is fetched', async () => {
  trustTheAuthority()
  const { exchange, told } = await followed()
  await told.first('link', ({ state }) => state === 'up')
  const { caller, callRef } = await arrive({ exchange, world: ground.world, seen: told })
  await caller.hangUp()
  await told.first('gone')
  await vi.waitFor(async () => {
    const records = await exchange.records(new Date(Date.now() - 60_000), new Date(Date.now() + 60_000))
    expect(records.map((record) => record.callRef)).toContain(callRef)
  })
  expect(await exchange.fetchRecording('nobody-ever-said-this')).toBeUndefined()
}, 30_000)

test('a desk phone registers over TLS, with the secret of its session', async () => {
  trustTheAuthority()
  const { exchange, told } = await followed()
  await told.first('link', ({ state }) => state === 'up')
  const [user, secret] = ['701', 'of-this-session']
  await accepted(exchange.letRegister({ extension: user, secret, kind: 'desk' }))
  const phone = connect({ host: '127.0.0.1', port: ground.exchange.sipTlsPort })
  ends.push(() => phone.destroy())
  const said: Buffer[] = []
  phone.on('data', (bytes) => said.push(bytes))
  await once(phone, 'secureConnect')
  const uri = `sip:127.0.0.1:${ground.exchange.sipTlsPort};transport=tls`
  const own = `<sip:${user}@127.0.0.1>`
  const register = async (sequence: number, ...more: [string, string][]) => {
    const headers: [string, string][] = [
      ['Via', `SIP/2.0/TLS 127.0.0.1:5061;rport;branch=z9hG4bK${token()}`],
      ['Max-Forwards', '70'],
      ['From', `${own};tag=${token()}`],
      ['To', own],
      ['Call-ID', 'of-a-desk-phone'],
      ['CSeq', `${sequence} REGISTER`],
      ['Contact', `<sip:${user}@127.0.0.1:5061;transport=tls>`],
      ...more,
    ]
    phone.write(writeSip({ start: `REGISTER ${uri} SIP/2.0`, headers, body: '' }))
    // Among what the exchange asks the phone by itself.
    return vi.waitFor(() => {
      const answer = new RegExp(
        `SIP/2\\.0 \\d{3} (?:.+\\r\\n)+CSeq: ${sequence} REGISTER\\r\\n(?:.+\\r\\n)*\\r\\n`,
      )
      const [found] = answer.exec(Buffer.concat(said).toString()) ?? []
      if (!found) throw new Error('The exchange has not answered.')
      return parseSip(Buffer.from(found))
    })
  }
  const challenge = await register(1)
  expect(statusOf(challenge)).toBe(401)
  const proof = digest(headerOf(challenge, 'www-authenticate'), { user, secret }, 'REGISTER', uri)
  expect(statusOf(await register(2, ['Authorization', proof]))).toBe(200)
  expect(await ground.exchange.cli('pjsip show contacts')).toContain(`${user}/sip:${user}@`)
})

test('a certificate for another name is refused', async () => {
  trustTheAuthority()
  const { told, reasons } = await followed({ host: 'localhost' })
  expect(await told.first('link')).toMatchObject({ state: 'down' })
  expect(reasons).toContainEqual(expect.stringContaining('for another name or address than EXCHANGES has'))
  await expect(bookOf({ host: 'localhost' })).rejects.toThrow('for another name or address')
})

test('an exchange that answers without TLS is not spoken to', async () => {
  const heard: Buffer[] = []
  const plain = createPlainServer((socket) => {
    socket.on('data', (bytes) => {
      heard.push(bytes)
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    })
    socket.on('error', () => {})
  })
  const { told, reasons } = await followed({ port: await portOf(plain) })
  expect(await told.first('link')).toMatchObject({ state: 'down' })
  expect(reasons).toContainEqual(expect.stringContaining('does not speak TLS at this port'))
  expect(Buffer.concat(heard).toString('latin1')).not.toContain('uthorization')
})

test('who cannot prove to be the exchange hears neither secret nor question', async () => {
  const heard: Buffer[] = []
  const impostor = createServer({ cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) })
  impostor.on('secureConnection', (socket) => {
    socket.on('data', (bytes) => heard.push(bytes))
    socket.on('error', () => {})
  })
  impostor.on('tlsClientError', () => {})
  const port = await portOf(impostor)
  const ended = once(impostor, 'connection')
  const { told } = await followed({ port })
  expect(await told.first('link')).toMatchObject({ state: 'down' })
  await ended
  const { ami } = addressOf(ground.exchange)
  await expect(bookOf({ ami: { ...ami!, port } })).rejects.toThrow('NODE_EXTRA_CA_CERTS')
  expect(Buffer.concat(heard).toString()).toBe('')
})
