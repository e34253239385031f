/** The code that a link in a mail carries behind `#`, where no server log sees it; undefined when there is none. */
export function codeInHash(hash: string): string | undefined {
  return /^#([0-9A-Za-z]{4}-?[0-9A-Za-z]{4})$/.exec(hash)?.[1]
}
