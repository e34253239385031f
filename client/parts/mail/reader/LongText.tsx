import { useMemo } from 'react'
import { piecesOf } from './long-text.ts'

const LINE_CHARACTERS = 40

/** Words of any length, as they were written: what is out of sight is not laid out, but found, read out and copied. */
export function LongText({ text }: { text: string }) {
  const pieces = useMemo(() => piecesOf(text), [text])
  return (
    <div className="mail-text">
      {pieces.map((piece, n) => (
        <p key={n} style={{ '--lines': linesOf(piece.text) } as React.CSSProperties}>
          {piece.text || '\u00a0'}
        </p>
      ))}
    </div>
  )
}

/** About how many lines a piece takes: what is not laid out yet must still have its place. */
function linesOf(text: string) {
  let lines = 0
  for (const line of text.split('\n')) lines += Math.max(1, Math.ceil(line.length / LINE_CHARACTERS))
  return lines
}
