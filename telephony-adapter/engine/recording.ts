import type { Command } from '../port.ts'
import { stopRecording } from './settle.ts'
import { orderForReply, refuse, tell, type Work } from './work.ts'

/**
 * Pausing is for card numbers and the like: nothing is told as paused before the exchange has said so. Stopped before
 * the talk, none begins.
 */
export function record(work: Work, { action }: Extract<Command, { do: 'record' }>) {
  const { call } = work
  if (action === 'stop' && !call.recording) {
    call.records = false
    return
  }
  if (call.phase !== 'talking') return refuse(work, 'gone')
  if (action === 'start') {
    call.records = true
    return
  }
  const { recording } = call
  if (!recording) return refuse(work, 'gone')
  if (action === 'stop') {
    call.records = false
    return stopRecording(work)
  }
  orderForReply(work, 'pauseRecording', recording.name, action === 'pause')
}

/** The exchange has paused, or goes on. */
export function recordingPaused(work: Work, name: string, isPaused: boolean) {
  const { recording } = work.call
  if (recording?.name !== name || recording.isPaused === isPaused) return
  recording.isPaused = isPaused
  tell(work, isPaused ? 'recording.paused' : 'recording.resumed', { name })
}
