import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useT } from '../i18n.ts'
import { discardFile, type Sending, sendFile, type Told } from './send.ts'
import { fromKept, type KeptFile, noRoomFor, pastedName, type Upload } from './upload.ts'

type Limits = { maxFiles: number; maxBytesTotal: number }

/** The files given to a form: sent as soon as they are chosen, followed until they are ready, refused or removed. */
export function useUploads(limits: Limits, kept: readonly KeptFile[] = []) {
  const { t, language } = useT()
  const [uploads, setUploads] = useState<readonly Upload[]>(() => kept.map(fromKept))
  const held = useRef(uploads)
  const sendings = useRef(new Map<string, Sending>())
  const count = useRef(0)

  const set = (next: readonly Upload[]) => {
    held.current = next
    setUploads(next)
  }
  const tell = (key: string, told: Told) =>
    set(
      held.current.map((one) =>
        one.key !== key
          ? one
          : {
              ...one,
              ...told,
              ...(told.state === 'failed' && !told.problem && { problem: t('problems:unreachable') }),
            },
      ),
    )

  async function send(key: string, file: File) {
    const sending = await sendFile(file, language, (told) => tell(key, told))
    if (held.current.some((one) => one.key === key)) sendings.current.set(key, sending)
    else sending.discard()
  }

  const resumeAll = useEffectEvent(() => {
    for (const { key, state } of held.current) if (state === 'offline') sendings.current.get(key)?.resume()
  })
  const pauseAll = useEffectEvent(() => {
    for (const { key, state } of held.current)
      if (state === 'uploading') {
        sendings.current.get(key)?.pause()
        tell(key, { state: 'offline' })
      }
  })
  useEffect(() => {
    const all = sendings.current
    const onOnline = () => resumeAll()
    const onOffline = () => pauseAll()
    addEventListener('online', onOnline)
    addEventListener('offline', onOffline)
    return () => {
      removeEventListener('online', onOnline)
      removeEventListener('offline', onOffline)
      for (const sending of all.values()) sending.leave()
    }
  }, [])

  return {
    uploads,
    add(files: readonly File[]) {
      for (const given of files) {
        const file = new File([given], pastedName(given.name, new Date()), given)
        count.current += 1
        const key = `file-${count.current}`
        const refusal = noRoomFor(file, held.current, limits)
        const fresh: Upload = { key, name: file.name, size: file.size, sent: 0, state: 'uploading' }
        set([
          ...held.current,
          refusal ? { ...fresh, state: 'refused', problem: t(`problems:${refusal}`) } : fresh,
        ])
        if (!refusal) void send(key, file)
      }
    },
    pause(key: string) {
      sendings.current.get(key)?.pause()
      tell(key, { state: 'paused' })
    },
    resume(key: string) {
      sendings.current.get(key)?.resume()
    },
    remove(key: string) {
      const gone = held.current.find((one) => one.key === key)
      set(held.current.filter((one) => one !== gone))
      const sending = sendings.current.get(key)
      sendings.current.delete(key)
      if (gone?.state === 'refused') return
      if (sending) sending.discard()
      else if (gone?.fileId) void discardFile(gone.fileId)
    },
    /** Puts files that arrived earlier in place of those shown. */
    replace(files: readonly KeptFile[]) {
      set(files.map(fromKept))
    },
  }
}

export type Uploads = ReturnType<typeof useUploads>
