import { readMail } from '../../server/platform/mail/reading/read.ts'
import { serveMails } from '../../server/platform/mail/reading/reader-serve.ts'

// A reader of mails that some mails can end, as one can that nobody has thought of.
serveMails(async (bytes) => {
  const mail = await readMail(bytes)
  if (mail.subject === 'runs for ever') for (;;);
  if (mail.subject === 'takes all memory')
    for (const kept: Uint8Array[] = []; ; ) kept.push(new Uint8Array(4_000_000).fill(1))
  if (mail.subject === 'takes all of the heap')
    for (const kept: unknown[] = []; ; ) kept.push({ some: [kept.length] })
  if (mail.subject === 'ends it') process.exit(3)
  if (mail.subject === 'is a mistake of ours') throw new Error('a mistake')
  if (mail.subject === 'tells secrets') mail.text = JSON.stringify(process.env)
  if (mail.subject === 'writes files')
    process.getBuiltinModule('node:fs').writeFileSync('/tmp/written-by-a-mail', 'x')
  if (mail.subject === 'reads files')
    mail.text = process.getBuiltinModule('node:fs').readFileSync('/etc/passwd', 'utf8')
  return mail
})
