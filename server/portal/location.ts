/** A path as a `location` header carries it: whoever wrote it may have left characters that no header takes. */
export const locationOf = (path: string): string =>
  path.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent)
