/** Why a file may not be attached: the `reason` of `file-refused` and `file-too-large`. */
export const attachmentReasons = {
  'attachment-name-invalid': {
    'zh-TW': '檔名不能使用：空白、太長，或含有不能作為檔名的字元，檔案未上傳。請改名後再附。',
    en: 'This file name cannot be used: it is empty, too long, or holds characters that no name may have. Please rename the file and attach it again.',
  },
  'attachment-name-deceptive': {
    'zh-TW': '檔名會讓人誤認檔案類型（例如雙重副檔名或隱藏字元），檔案未上傳。請改成單純的檔名後再附。',
    en: 'This name disguises what kind of file it is (a double extension, hidden characters). Please give it a plain name and attach it again.',
  },
  'attachment-type-blocked': {
    'zh-TW': '這類檔案可能含有程式，為保護各機關一律不收，檔案未上傳。請改附 PDF、圖片或 ODF 文件。',
    en: 'Files of this kind can carry programs and are never accepted. Please attach a PDF, a picture or an ODF document.',
  },
  'attachment-type-not-allowed': {
    'zh-TW': '這種檔案類型不在可附的清單內，檔案未上傳。請轉成 PDF、圖片或 ODF 文件，或壓成 ZIP 後再附。',
    en: 'This kind of file is not on the list of what may be attached. Please convert it to PDF, a picture or ODF, or put it into a ZIP.',
  },
  'attachment-empty': {
    'zh-TW': '這個檔案是空的（0 位元組），未上傳。請確認檔案已存檔並關閉後再附。',
    en: 'This file is empty. Please make sure that it has been saved and closed, and attach it again.',
  },
  'attachment-too-large': {
    'zh-TW': '檔案超過單檔大小上限，未上傳。請壓縮或拆成幾個檔案後再附。',
    en: 'This file is larger than one file may be. Please compress or split it and attach it again.',
  },
  'attachment-too-many': {
    'zh-TW': '附件已達數量上限，這個檔案未上傳。請先移除其他附件，或把幾個檔案壓成一個 ZIP。',
    en: 'There are as many attachments as allowed. Please remove another one first, or put several files into one ZIP.',
  },
  'attachment-total-too-large': {
    'zh-TW': '附件合計超過容量上限，這個檔案未上傳。請先移除其他附件，或壓縮後再附。',
    en: 'The attachments are too large together. Please remove another one first, or compress this one.',
  },
  'attachment-executable': {
    'zh-TW': '檔案內容是可執行的程式，為保護各機關已拒收。請改附畫面截圖或 PDF。',
    en: 'This file contains a program and was refused. Please attach a picture of the screen or a PDF instead.',
  },
  'attachment-script': {
    'zh-TW': '檔案內含會自動執行的指令碼，為保護各機關已拒收。請改附截圖、PDF 或純文字。',
    en: 'This file contains a script that could run by itself and was refused. Please attach a picture, a PDF or plain text.',
  },
  'attachment-macro': {
    'zh-TW': '文件內含巨集，為保護各機關已拒收。請另存成不含巨集的格式（例如 ODF、docx、xlsx）後再附。',
    en: 'This document contains macros and was refused. Please save it without macros (ODF, docx, xlsx) and attach it again.',
  },
  'attachment-false-extension': {
    'zh-TW': '檔案的內容與副檔名不符，已拒收。請用原來的程式重新存檔，並保留正確的副檔名。',
    en: 'What is in this file does not match its extension, so it was refused. Please save it again with its own program.',
  },
  'attachment-encrypted': {
    'zh-TW': '檔案設有密碼，無法檢查內容，已拒收。請移除密碼後再附；附件在本系統一律加密存放。',
    en: 'This file has a password and could not be checked. Please remove it; attachments are stored encrypted here in any case.',
  },
  'attachment-uninspectable': {
    'zh-TW': '檔案內容無法檢查，已拒收。請轉成 PDF 或圖片後再附。',
    en: 'What is in this file could not be checked, so it was refused. Please convert it to a PDF or a picture.',
  },
  'attachment-archive-damaged': {
    'zh-TW': '壓縮檔已損壞或不完整，已拒收。請重新壓縮後再附。',
    en: 'This archive is damaged or incomplete. Please pack it again and attach it again.',
  },
  'attachment-archive-unsafe-path': {
    'zh-TW': '壓縮檔內有不安全的路徑，已拒收。請只選取檔案重新壓縮後再附。',
    en: 'This archive holds unsafe paths. Please pack only the files themselves and attach it again.',
  },
  'attachment-archive-bomb': {
    'zh-TW': '壓縮檔解開後大得異常，已拒收。請改附個別檔案。',
    en: 'This archive grows out of all proportion when unpacked. Please attach the files one by one.',
  },
  'attachment-archive-too-many-entries': {
    'zh-TW': '壓縮檔內的檔案太多，無法逐一檢查，已拒收。請只壓縮與問題有關的檔案。',
    en: 'This archive holds too many files to check. Please pack only those that the question needs.',
  },
  'attachment-archive-too-deep': {
    'zh-TW': '壓縮檔內又有多層壓縮檔，無法全部檢查，已拒收。請改成一層的 ZIP 後再附。',
    en: 'This archive holds archives within archives, too deep to check. Please make it a single ZIP.',
  },
  'attachment-virus': {
    'zh-TW': '掃毒程式在這個檔案中發現惡意程式，檔案未收下。請先清除電腦中的惡意程式，再改附其他檔案。',
    en: 'The virus scanner found malware in this file and it was not accepted. Please clean the computer first and attach another file.',
  },
  'attachment-not-scanned': {
    'zh-TW': '掃毒程式暫時無法使用，檔案已保留但尚未開放。掃毒完成後會自動開放，不需重新上傳。',
    en: 'The virus scanner is away for now: the file is kept but not opened to anybody. It opens by itself once scanned; there is no need to send it again.',
  },
} as const
