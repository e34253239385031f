const KEPT = ['opus', 'pcmu', 'telephone-event']

/**
 * A description of audio reduced to the codecs that we use: opus, else G.711 µ-law, and the tones of the keys. Others
 * would only make the exchange convert. A description without any of them is left as it is.
 */
export function keepCodecs(sdp: string): string {
  const lines = sdp.split('\r\n')
  const names = new Map(
    lines.flatMap((line) => {
      const [, type, name] = /^a=rtpmap:(\d+) ([^/]+)\//.exec(line) ?? []
      return type && name ? [[type, name.toLowerCase()] as const] : []
    }),
  )
  // µ-law needs no line of its own: its number is known to everybody.
  if (!names.has('0')) names.set('0', 'pcmu')
  const isKept = (type: string) => KEPT.includes(names.get(type) ?? '')
  const media = lines.find((line) => line.startsWith('m=audio '))
  const types = media?.split(' ').slice(3) ?? []
  if (!types.some((type) => isKept(type) && names.get(type) !== 'telephone-event')) return sdp
  const order = types
    .filter(isKept)
    .toSorted((a, b) => KEPT.indexOf(names.get(a) ?? '') - KEPT.indexOf(names.get(b) ?? ''))
  return lines
    .filter((line) => {
      const [, type] = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line) ?? []
      return !type || isKept(type)
    })
    .map((line) => (line === media ? [...line.split(' ').slice(0, 3), ...order].join(' ') : line))
    .join('\r\n')
}
