import { createContext, useContext } from 'react'

/** Where one is writing: which box had the caret last, and whether an input method is composing in any. */
export type Writing = {
  box: { current: HTMLTextAreaElement | null }
  isComposing: () => boolean
  /** Files pasted into a text. */
  giveFiles: (files: File[]) => void
  /** Leads to the list of files. */
  showFiles: () => void
}

export const WritingContext = createContext<Writing | undefined>(undefined)

export function useWriting(): Writing {
  const writing = useContext(WritingContext)
  if (!writing) throw new Error('outside of an editor')
  return writing
}
