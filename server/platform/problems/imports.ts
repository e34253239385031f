/** Sentences about imports into the directory and into Q&A. Why a single row was not imported stands beside the row. */
export const importProblems = {
  'import-not-found': {
    'zh-TW': '找不到這次匯入，可能已清除，或不在您可查看的範圍。請回匯入清單重新選擇。',
    en: 'This import could not be found, or it is not yours to see. Please go back to the list of imports.',
  },
  'import-format-unsupported': {
    'zh-TW': '匯入只收 ODS、XLSX 與 CSV，問答另收 JSON 與 ZIP，資料未變更。請用試算表另存為其中一種再上傳。',
    en: 'Imports take ODS, XLSX and CSV, those of Q&A JSON and ZIP as well. Nothing was changed; please save the table as one of these and upload it again.',
  },
  'import-file-broken': {
    'zh-TW': '檔案內容不完整或格式有誤，讀不到表格，資料未變更。請用試算表開啟、確認後另存新檔，再上傳一次。',
    en: 'The file is damaged or not in the form its name says, and was not read. Nothing was changed; please open it in a spreadsheet, save it anew and upload it again.',
  },
  'import-file-too-large': {
    'zh-TW': '檔案解開後過大，已停止讀取，資料未變更。請拆成幾個檔案再匯入。',
    en: 'Unpacked, the file is too large and was not read on. Nothing was changed; please split it into several files.',
  },
  'import-too-many-rows': {
    'zh-TW': '檔案超過 30 萬列，資料未變更。請拆成幾個檔案再匯入。',
    en: 'The file has more than 300,000 rows. Nothing was changed; please split it into several files.',
  },
  'import-nothing-in-it': {
    'zh-TW': '檔案裡沒有可匯入的資料列，資料未變更。請確認第一個工作表有欄位名稱與資料。',
    en: 'There are no rows to import. Nothing was changed; please check that the first sheet has headers and data.',
  },
  'import-zip-table': {
    'zh-TW':
      'ZIP 裡要有一個，也只能有一個表格（CSV、ODS、XLSX 或 JSON）放在最外層，附件放在資料夾裡。資料未變更，請調整後再上傳。',
    en: 'A ZIP needs exactly one table (CSV, ODS, XLSX or JSON) outside of its folders, and attachments inside folders. Nothing was changed.',
  },
  'import-columns-missing': {
    'zh-TW': '還有必要的欄位沒有對應，尚未檢查。請在預覽中為這些欄位選擇資料欄。',
    en: 'A needed field has no column yet, so nothing was checked. Please choose columns for these fields in the preview.',
  },
  'import-columns-twice': {
    'zh-TW': '同一個欄位對應了兩欄，設定未變更。請只保留其中一欄。',
    en: 'Two columns are the same field, and the setting was not changed. Please keep one of them.',
  },
  'import-at-work': {
    'zh-TW': '另一次匯入正在進行，同一時間只進行一次，這次的設定都保留。請等它完成後再開始。',
    en: 'Another import is under way, and only one runs at a time. Yours is kept as it is; please start it when the other has ended.',
  },
  'import-not-now': {
    'zh-TW': '這次匯入目前的進度不能做這個動作，資料未變更。請重新整理後看看現在的狀態。',
    en: 'That is not possible at this point of the import, and nothing was changed. Please reload to see how it stands.',
  },
  'import-undo-too-late': {
    'zh-TW': '完成已超過 24 小時，不能復原，資料維持匯入後的內容。請以更正後的檔案再匯入一次。',
    en: 'It ended more than 24 hours ago and cannot be undone any more. Please import a corrected file.',
  },
  'import-needs-accounts': {
    'zh-TW': '檔案中有離職人員的帳號要停用，需要管理帳號的權限，尚未匯入。請由系統管理者執行這次匯入。',
    en: 'Accounts of people who left would be suspended, which needs the permission to manage accounts. Nothing was imported; please ask an administrator to run it.',
  },
  'import-gave-up': {
    'zh-TW': '匯入多次嘗試後仍無法繼續，已停止；已完成的部分都保留，可以復原。請聯絡系統管理者查看紀錄。',
    en: 'The import could not go on after several tries and has stopped. What was done is kept and can be undone; please ask an administrator to look at the log.',
  },
} as const
