import { createTransport, type NodemailerError } from 'nodemailer'
import { demandMailbox, senderOf } from './address.ts'
import { breaker } from './breaker.ts'
import { type Letter, type Mail, MailRefused } from './port.ts'

const TIMES = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 5000,
  socketTimeout: 20_000,
  idleTimeout: 30_000,
  socketCloseTimeout: 1000,
}
/** Longer than this no letter may take, however slowly the server answers line by line. */
const LONGEST_MS = 60_000

/** Says of an error that the server or our account with it is the trouble, and not the letter. */
const SERVER_TROUBLE = ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ETLS', 'EPROTOCOL', 'EAUTH', 'EABORT']
/** Answers that begin with 5 and still are not about the letter: wrong order, sign-in or encryption needed. */
const NOT_ABOUT_THE_LETTER = [503, 530, 534, 535, 538]

/**
 * Mail of the production edition: a pool of connections to one SMTP server, encrypted when it offers STARTTLS
 * (always with `smtps://` or `?requireTLS=true`), its certificate checked (`?tls.rejectUnauthorized=false` trusts any).
 *
 * @param url `smtp://user:password@host:587`, or `smtps://…` on 465
 * @param from the sender people see: `客服中心 <service@example.org>`
 */
export function smtpMail({
  url,
  from,
  now = Date.now,
}: {
  url: string
  from: string
  now?: () => number
}): Mail {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    maxRequeues: 1,
    ...TIMES,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const sender = senderOf(from)
  const run = breaker({ isAway: isServerTrouble, now })
  return {
    ...(sender && { sender }),
    async send(letter) {
      demandMailbox(letter.to.address)
      for (const ours of [letter.from?.address, letter.replyTo]) if (ours !== undefined) demandMailbox(ours)
      await run(() =>
        transport.sendMail({ ...mimeOf(letter), from: letter.from ?? from, signal: timeLimit() }),
      ).catch(translate)
    },
    async check() {
      await transport.verify()
    },
    async close() {
      transport.close()
    },
  }
}

const timeLimit = () => AbortSignal.timeout(LONGEST_MS)

const mimeOf = ({
  to,
  from,
  replyTo,
  subject,
  text,
  html,
  messageId,
  inReplyTo,
  references,
  automatic,
  attachments = [],
}: Letter) => ({
  to: { name: to.name, address: to.address },
  // A letter that comes back comes back to the mailbox that it left from.
  ...(from && { envelope: { from: from.address, to: [to.address] } }),
  ...(replyTo !== undefined && { replyTo }),
  subject,
  text,
  html,
  messageId,
  ...(inReplyTo !== null && { inReplyTo }),
  references,
  xMailer: false as const,
  // Exchange asks for a header of its own before its machines keep silent.
  ...(automatic && { headers: { 'Auto-Submitted': automatic, 'X-Auto-Response-Suppress': 'All' } }),
  attachments: attachments.map(({ name, mediaType, bytes }) => ({
    filename: name,
    contentType: mediaType,
    content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    contentDisposition: 'attachment' as const,
  })),
})

function translate(error: NodemailerError): never {
  const { code, responseCode } = error
  const aboutTheLetter =
    responseCode === undefined
      ? code === 'EENVELOPE'
      : responseCode >= 500 && !NOT_ABOUT_THE_LETTER.includes(responseCode)
  if (aboutTheLetter && !isServerTrouble(error)) throw new MailRefused(error.message, { cause: error })
  throw error
}

const isServerTrouble = (error: unknown) => {
  const { code, responseCode } = error as NodemailerError
  return responseCode === 421 || (code !== undefined && SERVER_TROUBLE.includes(code))
}
