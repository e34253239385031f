import { Problem } from '../api.ts'
import type { Microphone } from './port.ts'

const WANTED = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: false,
}

/** The microphone's voice. Asks the agent for it if the browser must. @throws Problem `microphone-refused`, `microphone-missing` */
export async function openMicrophone(): Promise<MediaStream> {
  // Browsers give microphones only to pages that came encrypted.
  if (!navigator.mediaDevices) throw new Problem(0, 'microphone-missing')
  return navigator.mediaDevices.getUserMedia(WANTED).catch((error: { name?: string }) => {
    throw new Problem(0, error.name === 'NotAllowedError' ? 'microphone-refused' : 'microphone-missing')
  })
}

/**
 * Follows whether there is a microphone and whether this page may hear it; asks nobody.
 * @returns how to stop following
 */
export function followMicrophone(tell: (state: Microphone) => void): () => void {
  const devices = navigator.mediaDevices
  if (!devices) {
    tell('missing')
    return () => undefined
  }
  let permission: PermissionStatus | undefined
  let isOver = false
  const look = async () => {
    const all = await devices.enumerateDevices().catch(() => [])
    if (isOver) return
    if (!all.some(({ kind }) => kind === 'audioinput')) return tell('missing')
    if (permission) return tell(stateOf(permission.state))
    tell(all.some(({ label }) => label) ? 'ready' : 'asks')
  }
  const onChange = () => void look()
  devices.addEventListener('devicechange', onChange)
  void (async () => {
    // Not every browser tells of microphones by this name.
    permission = await navigator.permissions
      ?.query({ name: 'microphone' as PermissionName })
      .catch(() => undefined)
    permission?.addEventListener('change', onChange)
    await look()
  })()
  return () => {
    isOver = true
    devices.removeEventListener('devicechange', onChange)
    permission?.removeEventListener('change', onChange)
  }
}

const stateOf = (state: PermissionState): Microphone =>
  state === 'granted' ? 'ready' : state === 'denied' ? 'refused' : 'asks'
