/** What calls leave behind. */
export const recordingProblems = {
  'recording-not-found': {
    'zh-TW':
      '找不到這段錄音，可能已依保存期限刪除，或您沒有收聽的權限。通話與案件紀錄仍在，請重新整理後再試。',
    en: 'This recording is not there: it may have been deleted after its time, or is not yours to hear. The call and its case are kept; please reload and try again.',
  },
  'prompt-not-found': {
    'zh-TW': '沒有這一段語音，設定未變更。請重新整理後再選一次。',
    en: 'There is no such spoken text and nothing was changed. Please reload and choose again.',
  },
  'prompt-not-a-wav': {
    'zh-TW':
      '這個檔案不能當語音播放，設定未變更。請提供 8 kHz 或 16 kHz、單聲道、16 位元、3 分鐘以內的 WAV 檔。',
    en: 'This file cannot be played on the telephone and nothing was changed. Please give a WAV of 8 or 16 kHz, one channel, 16 bits and at most 3 minutes.',
  },
} as const
