/** A text and what is chosen in it. */
export type Box = { text: string; start: number; end: number }
/** What stands in place of `from` to `to`, and what is chosen then. */
export type Edit = { from: number; to: number; insert: string; select: [number, number] }

/** Before and after the chosen words; the sample is chosen where there are none, to be written over. */
export function wrapped({ text, start, end }: Box, before: string, after: string, sample: string): Edit {
  const words = text.slice(start, end) || sample
  const at = start + before.length
  return { from: start, to: end, insert: before + words + after, select: [at, at + words.length] }
}

/** The chosen lines, each with its number or mark; where they all have one already, without. */
export function listed(box: Box, mark: (n: number) => string, sample: string): Edit {
  const from = box.text.lastIndexOf('\n', box.start - 1) + 1
  const next = box.text.indexOf('\n', box.end)
  const to = next < 0 ? box.text.length : next
  const lines = box.text.slice(from, to).split('\n')
  const bare = lines.map((line) => line.replace(/^\s*(?:\d+[.)]|[-*+])\s+/, ''))
  const isListed = lines.every((line, n) => line === mark(n + 1) + bare[n])
  const isEmpty = lines.length === 1 && bare[0] === ''
  if (isEmpty) {
    const insert = mark(1) + sample
    return { from, to, insert, select: [from + mark(1).length, from + insert.length] }
  }
  const insert = (isListed ? bare : bare.map((line, n) => mark(n + 1) + line)).join('\n')
  return { from, to, insert, select: [from, from + insert.length] }
}

/** Paragraphs of their own: an empty line before and after. */
export function block({ text, start, end }: Box, markdown: string): Edit {
  const before = text.slice(0, start)
  const after = text.slice(end)
  const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const tail = after === '' ? '\n' : after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n'
  const insert = lead + markdown + tail
  const caret = start + lead.length + markdown.length
  return { from: start, to: end, insert, select: [caret, caret] }
}

/** A small table with its first heading chosen. */
export function table(box: Box, head: string, cell: string): Edit {
  const rows = [`| ${head} | ${head} |`, '|---|---|', `| ${cell} | ${cell} |`, `| ${cell} | ${cell} |`]
  const edit = block(box, rows.join('\n'))
  const at = edit.from + edit.insert.indexOf(head)
  return { ...edit, select: [at, at + head.length] }
}

/**
 * Does an edit in the box itself, as if it had been typed: it can be undone with the browser's own undo, and whoever
 * listens to the box hears of it.
 */
export function doEdit(box: HTMLTextAreaElement, { from, to, insert, select }: Edit) {
  box.focus()
  box.setSelectionRange(from, to)
  // Nothing newer keeps the browser's undo.
  const isTyped = document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert)
  if (!isTyped) {
    box.setRangeText(insert, from, to, 'end')
    box.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  box.setSelectionRange(...select)
}

export const boxOf = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Box => ({
  text: value,
  start: selectionStart,
  end: selectionEnd,
})
