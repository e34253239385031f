import type { Id } from '../platform/values.ts'

/** What an attempt found. `account` is told apart only for the audit log, never to whoever tried. */
type Authentication =
  | { is: 'right'; personId: Id<'person'> }
  | { is: 'wrong'; account: Id<'person'> | undefined }

/**
 * Says who somebody is. Local accounts are the first adapter; single sign-on (OIDC) becomes another that ends, as
 * this one, in `openSession`.
 */
export type Authenticator = {
  /** Recorded with the sign-in. */
  method: string
  /** Costs the same whether or not there is such an account. */
  authenticate(login: string, password: string): Promise<Authentication>
}
