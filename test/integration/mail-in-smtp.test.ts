import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { describe, expect, vi } from 'vitest'
import { readRaw } from '../../server/files/keep-raw.ts'
import { type ListenAt, listenForMail } from '../../server/mail-in/transport/smtp-listener.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { filesDeps } from '../support/files-app.ts'
import { test as base } from '../support/files-test.ts'
import { SOON } from '../support/mail-in/imap-test.ts'
import { aMail, aMailbox, storedIn } from '../support/mail-in/mailbox.ts'
import { startPostfix } from '../support/services/postfix.ts'

type Around = { db?: Db; files?: FileStore; tls?: ListenAt['tls'] }

const test = base
  .extend('listening', ({ db, files }, { onCleanup }) => {
    const running: { stop(): Promise<void> }[] = []
    onCleanup(async () => void (await Promise.all(running.map((one) => one.stop()))))
    return async ({ tls, ...around }: Around = {}) => {
      const place = { host: '127.0.0.1', port: 0, ...(tls && { tls }) }
      const listener = await listenForMail(filesDeps({ db, files, ...around }), place)
      running.push(listener)
      return { ...listener, send: sending(listener.port) }
    }
  })
  .extend('mailbox', ({ db }) => aMailbox(db))

/** A sending server: what it was answered. */
const sending =
  (port: number) =>
  async (mail: { from?: string; to: string[]; raw: Buffer }, options: { requireTLS?: boolean } = {}) => {
    const transport = createTransport({
      host: '127.0.0.1',
      port,
      ...options,
      tls: { rejectUnauthorized: false },
      ignoreTLS: !options.requireTLS,
    })
    const envelope = { from: mail.from ?? 'ming@agency.example', to: mail.to }
    try {
      const { rejected, response } = await transport.sendMail({ envelope, raw: mail.raw })
      return { code: Number.parseInt(response, 10), rejected }
    } catch (error) {
      const { responseCode, message } = error as { responseCode?: number; message: string }
      return { code: responseCode ?? message, rejected: mail.to }
    } finally {
      transport.close()
    }
  }
const shouted = (address: string) => address.replace(/^[^@]+/, (local) => local.toUpperCase())
const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))

describe('mail that a mail server delivers to us', { timeout: 60_000 }, () => {
  test('is stored as it came before it is acknowledged', async ({ db, files, listening, mailbox }) => {
    const { send } = await listening()
    const raw = aMail({ body: '第一行\r\n.\r\n..兩點\r\n尾' })
    expect(await send({ to: [shouted(mailbox.address)], raw })).toEqual({ code: 250, rejected: [] })
    const { mails, announced } = await storedIn(db, mailbox.id)
    expect(mails).toMatchObject([
      { source: 'smtp', envelopeFrom: 'ming@agency.example', envelopeTo: [shouted(mailbox.address)] },
    ])
    expect(announced).toHaveLength(1)
    expect((await readRaw(filesDeps({ db, files }), mails[0]!.rawFileId)).toString()).toBe(raw.toString())
  })

  test('goes to the mailbox before a plus sign, and the address is kept as it was written', async ({
    db,
    listening,
    mailbox,
  }) => {
    const { send } = await listening()
    const plus = mailbox.address.replace('@', '+115-000731.k3x@')
    expect(await send({ to: [plus], from: '', raw: aMail() })).toMatchObject({ code: 250 })
    expect((await storedIn(db, mailbox.id)).mails).toMatchObject([{ envelopeFrom: '', envelopeTo: [plus] }])
  })

  test('to others is refused for good, also beside one of ours', async ({ db, listening, mailbox }) => {
    const { send } = await listening()
    expect(await send({ to: ['nobody@onewindow.example'], raw: aMail() })).toMatchObject({ code: 550 })
    const both = await send({ to: ['someone@gmail.example', mailbox.address], raw: aMail() })
    expect(both).toEqual({ code: 250, rejected: ['someone@gmail.example'] })
    expect((await storedIn(db, mailbox.id)).mails).toHaveLength(1)
  })

  test('to several of our mailboxes is a mail in each; to one under two names it is one mail', async ({
    db,
    listening,
    mailbox,
  }) => {
    const other = await aMailbox(db)
    const { send } = await listening()
    const plus = mailbox.address.replace('@', '+a@')
    await send({ to: [mailbox.address, plus, other.address], raw: aMail() })
    expect((await storedIn(db, mailbox.id)).mails).toMatchObject([{ envelopeTo: [mailbox.address, plus] }])
    expect((await storedIn(db, other.id)).mails).toMatchObject([{ envelopeTo: [other.address] }])
  })

  test('is told to come later while the disk is full, the database away or the mailbox paused; given again it is there once', async ({
    db,
    files,
    listening,
    mailbox,
  }) => {
    const mail = { to: [mailbox.address], raw: aMail() }
    const noRoom = await listening({ files: { ...files, putPart: full } })
    expect(await noRoom.send(mail)).toMatchObject({ code: 452 })
    const away = new Proxy(db, {
      get: () => () => {
        throw new Error('the database is away')
      },
    })
    expect(await (await listening({ db: away })).send(mail)).toMatchObject({ code: 451 })
    const { send } = await listening()
    const pausedAt = (at: Date | null) =>
      db.updateTable('mailboxes').set({ pausedAt: at }).where('id', '=', mailbox.id).execute()
    await pausedAt(new Date())
    expect(await send(mail)).toMatchObject({ code: 450 })
    await pausedAt(null)
    for (let again = 0; again < 3; again++) expect(await send(mail)).toMatchObject({ code: 250 })
    const { mails, announced } = await storedIn(db, mailbox.id)
    expect([mails.length, announced.length]).toEqual([1, 1])
  })

  test('longer than 60 MB is refused, told beforehand or found out; 30 MB at several connections is taken', async ({
    db,
    listening,
    mailbox,
  }) => {
    const { send, port } = await listening()
    const big = (mb: number, n = 0) =>
      aMail({ subject: `大 ${n}`, body: `${'x'.repeat(76)}\r\n`.repeat((mb * 1024 * 1024) / 78) })
    expect(await send({ to: [mailbox.address], raw: big(61) })).toMatchObject({ code: 552 })
    expect(await saidTo(port, ['EHLO x', 'MAIL FROM:<a@b.example> SIZE=70000000'])).toContain('552')
    const codes = await Promise.all([1, 2, 3].map((n) => send({ to: [mailbox.address], raw: big(30, n) })))
    expect(codes.map(({ code }) => code)).toEqual([250, 250, 250])
    expect((await storedIn(db, mailbox.id)).mails).toHaveLength(3)
  }, 60_000)

  test('broken off in the middle is not there, and keeps nobody else out', async ({
    db,
    listening,
    mailbox,
  }) => {
    const { send, port } = await listening()
    for (let n = 0; n < 8; n++)
      await saidTo(port, [
        'EHLO x',
        'MAIL FROM:<a@b.example>',
        `RCPT TO:<${mailbox.address}>`,
        'DATA',
        'Subject: half',
      ])
    expect(await send({ to: [mailbox.address], raw: aMail() })).toMatchObject({ code: 250 })
    expect((await storedIn(db, mailbox.id)).mails).toHaveLength(1)
  })

  test('is encrypted on the way where a certificate is named, and only there offered', async ({
    listening,
    mailbox,
    folder,
  }) => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=mx',
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    )
    const tls = { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
    const mail = { to: [mailbox.address], raw: aMail() }
    expect(await (await listening({ tls })).send(mail, { requireTLS: true })).toMatchObject({ code: 250 })
    expect(await (await listening()).send(mail, { requireTLS: true })).not.toMatchObject({ code: 250 })
  })

  test('through Postfix: what we refuse for now comes again, and each mail is there once', async ({
    db,
    files,
    listening,
    mailbox,
  }) => {
    let room = false
    const filling = {
      ...files,
      putPart: (...part: Parameters<FileStore['putPart']>) => (room ? files.putPart(...part) : full()),
    }
    const { port } = await listening({ files: filling })
    const postfix = await startPostfix({ domain: 'onewindow.example', to: port })
    try {
      const transport = createTransport(postfix.url)
      const sent = Array.from({ length: 20 }, (_none, n) => aMail({ subject: `第 ${n} 封` }))
      for (const raw of sent)
        await transport.sendMail({ envelope: { from: 'ming@agency.example', to: mailbox.address }, raw })
      transport.close()
      await vi.waitFor(() => expect(postfix.waiting().join()).toContain('4.3.1'), SOON)
      room = true
      await vi.waitFor(async () => expect((await storedIn(db, mailbox.id)).mails).toHaveLength(20), {
        timeout: 45_000,
        interval: 200,
      })
      await vi.waitFor(() => expect(postfix.waiting()).toEqual([]), SOON)
      const { mails } = await storedIn(db, mailbox.id)
      expect(mails).toHaveLength(20)
      // Postfix puts a line of its own before the mail, and changes nothing else.
      const first = mails.find(({ messageId }) => sent[0]!.includes(messageId))!
      const raw = (await readRaw(filesDeps({ db, files }), first.rawFileId)).toString()
      expect(digest(raw.slice(raw.indexOf('From: ')))).toBe(digest(sent[0]!.toString()))
    } finally {
      await postfix.close()
    }
  }, 90_000)
})

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** Says these lines one after the other, each when the last was answered, and hangs up after the last answer or line. */
const saidTo = (port: number, lines: string[]) =>
  new Promise<string>((resolve, reject) => {
    const left = [...lines]
    let heard = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('error', reject)
    socket.on('close', () => resolve(heard))
    socket.on('data', (bytes) => {
      heard += bytes
      if (!/^\d{3} .*\r\n$/m.test(bytes.toString())) return
      const next = left.shift()
      if (next === undefined) socket.destroy()
      else socket.write(`${next}\r\n`, () => left.length === 0 && /^Subject/.test(next) && socket.destroy())
    })
  })
