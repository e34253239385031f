/** A login as kept and compared: full-width letters of an input method are the plain ones; case does not matter. */
export const canonicalLogin = (login: string) => login.normalize('NFKC').trim()
