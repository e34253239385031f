/** What the browser says by itself. The server's refusals bring their own sentence. */
export const problems = {
  unreachable: '連不上伺服器，您輸入的內容仍保留在畫面上。請確認網路後再試一次。',
  internal:
    '系統發生未預期的錯誤，您輸入的內容仍保留在畫面上。請稍後再試；若持續發生，請把錯誤代碼告訴客服。',
  'attachment-too-many': '附件已達數量上限，這個檔案沒有上傳。請先移除其他附件，或把幾個檔案壓成一個 ZIP。',
  'attachment-total-too-large': '附件合計超過容量上限，這個檔案沒有上傳。請先移除其他附件，或壓縮後再附。',
  'status-401': '需要登入才能繼續。登入後會回到這一頁。',
  'status-403': '您的帳號沒有這項權限，資料未變更。如有需要請洽系統管理者。',
  'status-404': '找不到這筆資料，可能已移動，或不在您可查看的範圍。',
  'status-429': '操作太頻繁，已暫停受理。請稍候再試。',
  'status-503': '服務暫時無法使用，您的內容尚未送出但仍保留在畫面上。請稍候一分鐘再試。',
} as const
