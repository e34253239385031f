import { readMailboxes } from '../../../server/mail-in/transport/read-mailboxes.ts'
import type { Db } from '../../../server/platform/database/database.ts'
import type { FileStore } from '../../../server/platform/files/port.ts'
import { filesDeps, secrets } from '../files-app.ts'
import { test as base } from '../files-test.ts'
import { startDovecot } from '../services/dovecot.ts'
import { aMailbox } from './mailbox.ts'

type Around = { db?: Db; files?: FileStore; now?: () => Date }

/** A Dovecot, and what reads its mailboxes as a worker does. */
export const test = base
  .extend('dovecot', { scope: 'file' }, async ({}, { onCleanup }) => {
    const dovecot = await startDovecot()
    onCleanup(() => dovecot.close())
    return dovecot
  })
  .extend('reading', ({ db, files }, { onCleanup }) => {
    const running: { stop(): Promise<void> }[] = []
    onCleanup(async () => void (await Promise.all(running.map((one) => one.stop()))))
    return (around: Around = {}) => {
      const reader = readMailboxes(filesDeps({ db, files, ...around }))
      running.push(reader)
      return reader
    }
  })
  .extend('fetched', async ({ db, dovecot }) => async (folder = 'INBOX') => {
    const user = await dovecot.newUser()
    const imap = dovecot.place(user, folder)
    return { ...(await aMailbox(db, { imap, password: dovecot.passwordOf(user), secrets })), user }
  })

export const SOON = { timeout: 12_000, interval: 50 }
