/** A file on its way to the server, or there. */
export type Upload = {
  /** Of this list, not of the server. */
  key: string
  name: string
  size: number
  /** Bytes that have arrived. */
  sent: number
  state: UploadState
  /** The server's id, once the file is ready to be named in a form. */
  fileId?: string
  /** Why it was refused or stopped, in the reader's language. */
  problem?: string
}

/**
 * `offline` waits for the network and goes on by itself, `paused` waits for the person, `checking` is looked into
 * by the server, `failed` may be tried again, `refused` never gets in.
 */
export type UploadState = 'uploading' | 'offline' | 'paused' | 'checking' | 'ready' | 'failed' | 'refused'

/** What a form keeps of a file that has arrived: enough to name it again after a refusal or in a draft. */
export type KeptFile = { id: string; name: string; size: number }

const UNSETTLED: readonly UploadState[] = ['uploading', 'offline', 'paused', 'checking', 'failed']

/** Files that a form must not leave behind: not yet there, and not refused either. */
export const unsettled = (uploads: readonly Upload[]) =>
  uploads.filter(({ state }) => UNSETTLED.includes(state))

export const ready = (uploads: readonly Upload[]): KeptFile[] =>
  uploads.flatMap(({ fileId, name, size, state }) =>
    state === 'ready' && fileId ? [{ id: fileId, name, size }] : [],
  )

/** How a form posts a kept file beside its id, and reads it back when it was refused: `id size name`. */
export const writeKept = ({ id, name, size }: KeptFile) => `${id} ${size} ${name}`

/** The files that a refused form named, with the names it sent along. */
export function readKept(fileIds: readonly string[], written: readonly string[]): KeptFile[] {
  const named = new Map(
    written.map((text) => {
      const [, id = '', size = '0', name = ''] = /^(\S+) (\d+) (.*)$/su.exec(text) ?? []
      return [id, { id, name, size: Number(size) }] as const
    }),
  )
  return [...new Set(fileIds)].map((id) => named.get(id) ?? { id, name: id, size: 0 })
}

export const fromKept = ({ id, name, size }: KeptFile): Upload => ({
  key: id,
  name,
  size,
  sent: size,
  state: 'ready',
  fileId: id,
})

type Limits = { maxFiles: number; maxBytesTotal: number }

/** Why one more file does not fit beside those already given; what is in a file is the server's to judge. */
export function noRoomFor(
  file: { size: number },
  held: readonly Upload[],
  { maxFiles, maxBytesTotal }: Limits,
): 'attachment-too-many' | 'attachment-total-too-large' | undefined {
  const counted = held.filter(({ state }) => state !== 'refused')
  if (counted.length >= maxFiles) return 'attachment-too-many'
  const total = counted.reduce((sum, { size }) => sum + size, file.size)
  return total > maxBytesTotal ? 'attachment-total-too-large' : undefined
}

/** Pictures from the clipboard are all called `image.png`: the time tells them apart. Local time, as on the screen. */
export function pastedName(name: string, at: Date): string {
  const [, extension] = /^image(\.\w+)$/.exec(name) ?? []
  if (!extension) return name
  const two = (n: number) => String(n).padStart(2, '0')
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(two).join('')
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('')
  return `screenshot-${day}-${time}${extension}`
}
