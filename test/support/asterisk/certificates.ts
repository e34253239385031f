import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const openssl = (...args: string[]) => promisify(execFile)('openssl', args)
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Paths of PEM files, and what Chromium calls the certificate's key. */
export type Certificate = { cert: string; key: string; spki: string }
export type Authority = Awaited<ReturnType<typeof makeAuthority>>

/** An authority that nobody trusts by itself, and certificates that it has signed. */
export async function makeAuthority() {
  const folder = await mkdtemp(join(tmpdir(), 'onewindow-authority-'))
  const at = (name: string) => join(folder, name)
  const [cert, key] = [at('ca.pem'), at('ca.key')]
  const self = ['-x509', '-subj', '/CN=Authority of this test', '-days', '2']
  await openssl('req', ...KEY, ...self, '-keyout', key, '-out', cert)
  return {
    /** Its own certificate, in PEM. */
    cert,
    /** `names` as a certificate has them: `IP:127.0.0.1`, `DNS:pbx-a`. */
    async sign(name: string, names: readonly string[]): Promise<Certificate> {
      const [of, its, request, more] = [
        at(`${name}.pem`),
        at(`${name}.key`),
        at(`${name}.csr`),
        at(`${name}.ext`),
      ]
      await writeFile(more, `subjectAltName=${names.join(',')}\nextendedKeyUsage=serverAuth\n`)
      await openssl('req', ...KEY, '-subj', `/CN=${name}`, '-keyout', its, '-out', request)
      const by = ['-CA', cert, '-CAkey', key, '-CAcreateserial', '-days', '2', '-extfile', more]
      await openssl('x509', '-req', '-in', request, ...by, '-out', of)
      const { publicKey } = new X509Certificate(await readFile(of))
      const spki = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }))
      return { cert: of, key: its, spki: spki.digest('base64') }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
