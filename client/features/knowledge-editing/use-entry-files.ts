import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useUploads } from '../../platform/uploads/use-uploads.ts'
import type { FileLimits } from '../../ui/FileDrop.tsx'
import { useAnnounce } from '../../ui/LiveRegions.tsx'
import { kindOf, LIMITS } from './content.ts'
import type { Editor, FileFacts } from './use-editor.ts'

const MB = 1024 * 1024
const UNTIL_KNOWN: FileLimits = {
  maxFiles: LIMITS.filesAtOnce,
  maxBytesPerFile: 50 * MB,
  maxBytesTotal: 100 * MB,
  types: [],
}

/** The files of an entry in the making: what has arrived belongs to the entry at once, and waits to be described. */
export function useEntryFiles(editor: Editor) {
  const { t } = useT('entries')
  const announce = useAnnounce()
  const { data: limits = UNTIL_KNOWN } = useQuery({
    queryKey: ['attachment-rules'],
    queryFn: () => api('GET /attachment-rules'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const uploads = useUploads(limits)
  const arrived = useRef(new Set<string>())
  const take = useEffectEvent(() => {
    const fresh = uploads.uploads.filter(
      ({ state, fileId }) => state === 'ready' && fileId && !arrived.current.has(fileId),
    )
    if (fresh.length === 0) return
    const files = fresh.map(({ fileId, name }) => {
      arrived.current.add(fileId!)
      announce(t('editor.fileReady', { name }))
      return { fileId: fileId as never, kind: kindOf(name), title: '' }
    })
    const facts = Object.fromEntries(fresh.map(({ fileId, name, size }) => [fileId, { name, bytes: size }]))
    editor.change({ files: [...editor.content.files, ...files] }, facts)
  })
  useEffect(() => take(), [uploads.uploads])
  // Saved, they no longer count among those that may be added at once.
  const clear = useEffectEvent(() => {
    if (uploads.uploads.length > 0 && uploads.uploads.every(({ state }) => state === 'ready'))
      uploads.replace([])
  })
  const saved = editor.entry?.atWork?.version
  useEffect(() => clear(), [saved])

  return {
    uploads,
    limits,
    factsOf: (id: string): FileFacts =>
      editor.entry?.atWork?.names.files.find(({ fileId }) => fileId === id) ??
      editor.files?.[id] ?? { name: id, bytes: 0 },
  }
}
