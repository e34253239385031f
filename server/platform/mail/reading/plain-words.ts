/** Plain text as lines that end in `\n`, without characters that steer terminals; marks of our own cannot be smuggled in. */
export const plainWords = (text: string): string =>
  text
    .replace(/\r+\n|\r/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef]/g, '')
    .replace(/[\u2028\u2029]/g, '\n')
    .toWellFormed()

/** Text of `format=flowed` (RFC 3676): lines that end in a blank go on in the next one of the same depth of quote. */
export function unflowed(text: string, deletesSpace: boolean): string {
  const out: string[] = []
  let open: { depth: number; pieces: string[] } | undefined
  const close = () => {
    if (open) out.push((open.depth > 0 ? `${'>'.repeat(open.depth)} ` : '') + open.pieces.join(''))
    open = undefined
  }
  for (const line of text.split('\n')) {
    let depth = 0
    while (line[depth] === '>') depth++
    let words = line.slice(depth)
    if (words.startsWith(' ')) words = words.slice(1)
    if (open && open.depth !== depth) close()
    const isSignature = words === '-- '
    if (isSignature) close()
    const goesOn = words.endsWith(' ') && !isSignature
    open ??= { depth, pieces: [] }
    open.pieces.push(goesOn && deletesSpace ? words.slice(0, -1) : words)
    if (!goesOn) close()
  }
  close()
  return out.join('\n')
}
