import { useRef } from 'react'
import { api } from '../../platform/api.ts'
import { newKey } from '../../platform/new-key.ts'
import { type AtWork, type Content, toSend } from './content.ts'

/**
 * Saves words: of a draft that is there, or as a new entry. Those that are sent again because no answer came are one
 * entry; other words are another order.
 */
export function useSend(atWork: AtWork | undefined) {
  const last = useRef({ words: '', key: '' })
  return ({ content, version }: { content: Content; version: number }) => {
    const body = toSend(content)
    if (atWork)
      return api('PUT /knowledge-versions/:versionId', {
        params: { versionId: atWork.id },
        body: { ...body, version },
      })
    const words = JSON.stringify(body)
    if (last.current.words !== words) last.current = { words, key: newKey() }
    return api('POST /knowledge-entries', { body, idempotencyKey: last.current.key })
  }
}
