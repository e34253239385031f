const TRUST = 'name the certificate of who signed it in NODE_EXTRA_CA_CERTS'

/** What whoever runs the exchanges can do something about, by the error's code. */
const REASONS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: `its certificate is signed by itself: ${TRUST}`,
  SELF_SIGNED_CERT_IN_CHAIN: `its certificate is signed by nobody whom this machine trusts: ${TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT: `its certificate is signed by nobody whom this machine trusts: ${TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `its certificate is signed by nobody whom this machine trusts: ${TRUST}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `its certificate is signed by nobody whom this machine trusts: ${TRUST}`,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name or address than EXCHANGES has',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not yet valid',
  EPROTO: 'it does not speak TLS at this port, or none that is safe',
}

/** Why an exchange could not be reached or trusted, in one sentence without secrets. */
export function reasonOf(error: Error): string {
  // fetch tells what happened only behind its own error.
  const { code, message } = (error.cause instanceof Error ? error.cause : error) as NodeJS.ErrnoException
  if (message.endsWith('response: 401')) return 'it refuses the user or the secret'
  const reason = code && REASONS[code]
  return reason ? `${reason} (${message.trim()})` : message
}
