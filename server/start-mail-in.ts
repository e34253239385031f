import { readFile } from 'node:fs/promises'
import { BadEnvironment, type Config } from './config.ts'
import { readMailboxes } from './mail-in/transport/read-mailboxes.ts'
import type { Deps } from './platform/deps.ts'

/**
 * Begins to take mail: reads the mailboxes that are fetched, and listens where `MAIL_IN_LISTEN` says.
 * @throws BadEnvironment when that place or the certificate cannot be used
 */
export async function startMailIn({ mailIn }: Pick<Config, 'mailIn'>, deps: Deps) {
  const listener = mailIn && (await listen(deps, mailIn))
  const reading = readMailboxes(deps)
  return {
    async stop() {
      await Promise.all([listener?.stop(), reading.stop()])
    },
  }
}

async function listen(deps: Deps, { host, port, cert, key }: NonNullable<Config['mailIn']>) {
  try {
    const tls =
      cert && key ? { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') } : undefined
    // Loaded where mail is delivered to: it takes a while.
    const { listenForMail } = await import('./mail-in/transport/smtp-listener.ts')
    return await listenForMail(deps, { host, port, ...(tls && { tls }) })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message
    throw new BadEnvironment(
      `無法在 ${host}:${port} 收信（${code}），尚未啟動。請檢查 MAIL_IN_LISTEN、MAIL_IN_CERT 與 MAIL_IN_KEY。\n` +
        `Not started: mail cannot be taken at ${host}:${port} (${code}). Check MAIL_IN_LISTEN, MAIL_IN_CERT and MAIL_IN_KEY.`,
    )
  }
}
