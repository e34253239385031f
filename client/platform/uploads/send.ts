import type { DetailedError, Upload as Tus } from 'tus-js-client'
import type { UploadState } from './upload.ts'

const ENDPOINT = '/api/uploads'
/** Small enough that a piece arrives within the server's patience on a slow line. */
const PIECE_BYTES = 4 * 1024 * 1024
const RETRY_AFTER_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000]

export type Told = { state?: UploadState; sent?: number; fileId?: string; problem?: string }
export type Sending = {
  pause: () => void
  resume: () => void
  /** Stops, and takes back what has arrived. */
  discard: () => void
  /** Stops; the same file chosen again goes on from there. */
  leave: () => void
}

/**
 * Sends a file in pieces and tells how it goes. What has arrived stays arrived: after a lost connection it goes on
 * from there, by itself as soon as the network is back, and also when the same file is chosen again.
 *
 * @param language in which the server says why it refuses
 */
export async function sendFile(file: File, language: string, tell: (told: Told) => void): Promise<Sending> {
  const { Upload } = await import('tus-js-client')
  const upload: Tus = new Upload(file, {
    endpoint: ENDPOINT,
    metadata: { filename: file.name },
    headers: { 'accept-language': language },
    chunkSize: PIECE_BYTES,
    retryDelays: RETRY_AFTER_MS,
    removeFingerprintOnSuccess: true,
    onShouldRetry: (error) => navigator.onLine && isPassing(statusOf(error)),
    onProgress: (sent, size) => tell({ sent, state: sent < size ? 'uploading' : 'checking' }),
    onSuccess: () => tell({ state: 'ready', sent: file.size, fileId: idOf(upload.url) }),
    onError: (error) => tell(whatHappened(error as DetailedError)),
  })
  const [previous] = await upload.findPreviousUploads()
  if (previous) upload.resumeFromPreviousUpload(previous)
  const start = () => {
    tell({ state: navigator.onLine ? 'uploading' : 'offline' })
    if (navigator.onLine) upload.start()
  }
  start()
  return {
    pause: () => void upload.abort(),
    resume: start,
    discard: () => void upload.abort(true).catch(() => undefined),
    leave: () => void upload.abort(),
  }
}

/** Takes back a file that arrived earlier, such as one of a draft. Not there any more is as good. */
export const discardFile = (fileId: string) =>
  fetch(`${ENDPOINT}/${fileId}`, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } }).catch(
    () => undefined,
  )

const idOf = (url: string | null) => url?.split('/').at(-1) ?? ''
const statusOf = (error: DetailedError) => error.originalResponse?.getStatus() ?? 0

/** Trouble that may be over in a moment: no answer, a server in trouble, another connection still holding the file. */
const isPassing = (status: number) => status === 0 || status >= 500 || status === 409 || status === 423

function whatHappened(error: DetailedError): Told {
  const status = statusOf(error)
  if (status === 0 && !navigator.onLine) return { state: 'offline' }
  const sentence = sentenceOf(error.originalResponse?.getBody())
  const state = isPassing(status) || status === 429 ? 'failed' : 'refused'
  return { state, ...(sentence && { problem: sentence }) }
}

/** The server's sentence, and where in the file the trouble lies. */
function sentenceOf(body: string | undefined): string | undefined {
  try {
    const { title, detail } = JSON.parse(body ?? '') as { title?: string; detail?: { path?: string | null } }
    return detail?.path ? `${title} (${detail.path})` : title
  } catch {
    return undefined
  }
}
