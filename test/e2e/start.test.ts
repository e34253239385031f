import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../support/parts.ts'
import { person } from '../support/person.ts'

const START = join(import.meta.dirname, '../../scripts/start.mjs')

/** `npm start` as npm runs it, in a folder of its own. */
function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [START], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        said += bytes.toString()
        const url = /OneWindow is ready at (http:\S+)/.exec(said)?.[1]
        if (url) resolve(url)
      })
    void ended.then(() => reject(new Error(`ended before it was ready:\n${said}`)))
  })
  ready.catch(() => {})
  return { child, ready, ended, said: () => said }
}

const numberOf = async (url: string) => {
  const answer = await fetch(`${url}/api/cases`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ systemId: 1, description: '第一題', email: 'someone@onewindow.example' }),
  })
  const { number } = (await answer.json()) as { number: string }
  return number
}

describe('npm start', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'onewindow-start-'))
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  test('in an empty folder is ready, refuses a second start, survives a crash with its data, and ends when told', async () => {
    const environment = { DATA_DIR: dataDir, PORT: String(await freePort()) }
    const first = start(environment)
    const url = await first.ready
    expect(url).toBe(`http://127.0.0.1:${environment.PORT}`)
    expect(await numberOf(url)).toMatch(/^115-000001$/)
    expect(await (await fetch(`${url}/api/demonstration-accounts`)).json()).not.toEqual([])

    const second = start({ ...environment, PORT: String(await freePort()) })
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(/[\u4e00-\u9fff].*。/)
    expect((await fetch(`${url}/health/live`)).status).toBe(200)

    first.child.kill('SIGKILL')
    await first.ended
    const again = start(environment)
    expect(await numberOf(await again.ready)).toBe('115-000002')

    // A page, a keep-alive connection and a half-open one must not hold up the end.
    const page = await (await person(url, 'agent1')).connect({ desk: true })
    page.io.reconnection(false)
    const open = connect(Number(environment.PORT), '127.0.0.1')
    open.on('error', () => {})
    open.write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n')
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
    open.destroy()
    page.disconnect()
  }, 90_000)

  test('told to end while it still starts, leaves nothing running and nothing half made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onewindow-start-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const environment = { DATA_DIR: folder, PORT: String(await freePort()) }
    const { child, ended, said } = start(environment)
    // Its PostgreSQL is being made, the product is not there yet.
    await vi.waitFor(async () => expect(await readdir(folder)).toContain('postgres-password'), 30_000)
    child.kill('SIGTERM')
    expect([await ended, said().includes('terminating connection')]).toEqual([0, false])
    await expect(readFile(join(folder, 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT')

    const again = start(environment)
    expect(await numberOf(await again.ready)).toBe('115-000001')
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  }, 60_000)

  test('on a port that is taken says so, and does not start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onewindow-start-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }))
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as AddressInfo
    const { ended, said } = start({ DATA_DIR: folder, PORT: String(port) })
    expect(await ended).toBe(1)
    expect(said()).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*PORT.*。`))
  }, 60_000)

  test('reached from elsewhere, shows nobody the accounts of the demonstration', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'onewindow-start-'))
    onTestFinished(() => rm(elsewhere, { recursive: true, force: true }))
    const host = { HOST: '127.0.0.2', PORT: String(await freePort()) }
    const { child, ready, ended } = start({ DATA_DIR: elsewhere, ...host })
    const url = await ready
    expect(url).toBe(`http://${host.HOST}:${host.PORT}`)
    expect(await (await fetch(`${url}/api/demonstration-accounts`)).json()).toEqual([])
    expect(await (await fetch(`${url}/login`)).text()).not.toContain('agent1')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }, 60_000)

  test('in production names every variable that is missing, and does not start', async () => {
    const { ended, said } = start({ EDITION: 'production', DATABASE_URL: 'postgres://127.0.0.1/none' })
    expect(await ended).toBe(1)
    for (const name of ['REDIS_URL', 'SMTP_URL', 'MAIL_FROM', 'FILES_URL', 'PUBLIC_URL', 'SECRET_KEY'])
      expect(said()).toContain(name)
  })
})
