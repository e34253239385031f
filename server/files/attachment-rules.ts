/** What the bytes of a file are, as far as the rules distinguish. */
export type ContentKind =
  | 'pdf'
  | 'ole'
  | 'zip'
  | 'gzip'
  | 'tar'
  | 'text'
  | 'html'
  | 'rtf'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'tiff'
  | 'heic'
  | 'bmp'
  | 'mp4'
  | 'webm'
  | 'executable'
  | 'uninspectable'
  | 'unknown'

export type AttachmentType = {
  readonly extensions: readonly string[]
  readonly label: string
  readonly mediaType: string
  readonly content: ContentKind
  /** OLE: a stream that must be there. ZIP: the declared type of the main part. */
  readonly marker?: readonly string[]
}

const MB = 1024 * 1024
const office = 'application/vnd.openxmlformats-officedocument'
const odf = 'application/vnd.oasis.opendocument'

/** Everything that may be attached; what is not listed is refused. */
export const ATTACHMENT_TYPES: readonly AttachmentType[] = [
  { extensions: ['pdf'], label: 'PDF 文件', mediaType: 'application/pdf', content: 'pdf' },
  ...openDocument('odt', 'ODF 文字文件', `${odf}.text`),
  ...openDocument('ods', 'ODF 試算表', `${odf}.spreadsheet`),
  ...openDocument('odp', 'ODF 簡報', `${odf}.presentation`),
  ...ooxml('docx', 'Word 文件', `${office}.wordprocessingml.document`),
  ...ooxml('xlsx', 'Excel 活頁簿', `${office}.spreadsheetml.sheet`),
  ...ooxml('pptx', 'PowerPoint 簡報', `${office}.presentationml.presentation`),
  ...ole('doc', 'Word 97-2003 文件', 'application/msword', ['WordDocument']),
  ...ole('xls', 'Excel 97-2003 活頁簿', 'application/vnd.ms-excel', ['Workbook', 'Book']),
  ...ole('ppt', 'PowerPoint 97-2003 簡報', 'application/vnd.ms-powerpoint', ['PowerPoint Document']),
  ...ole('msg', 'Outlook 郵件', 'application/vnd.ms-outlook', ['__properties_version1.0']),
  { extensions: ['eml'], label: '電子郵件', mediaType: 'message/rfc822', content: 'text' },
  { extensions: ['txt', 'log'], label: '純文字', mediaType: 'text/plain', content: 'text' },
  { extensions: ['csv'], label: 'CSV 資料', mediaType: 'text/csv', content: 'text' },
  { extensions: ['json'], label: 'JSON 資料', mediaType: 'application/json', content: 'text' },
  { extensions: ['xml', 'di', 'sw'], label: '公文交換與 XML', mediaType: 'application/xml', content: 'text' },
  { extensions: ['png'], label: 'PNG 圖片', mediaType: 'image/png', content: 'png' },
  { extensions: ['jpg', 'jpeg'], label: 'JPEG 圖片', mediaType: 'image/jpeg', content: 'jpeg' },
  { extensions: ['gif'], label: 'GIF 圖片', mediaType: 'image/gif', content: 'gif' },
  { extensions: ['webp'], label: 'WebP 圖片', mediaType: 'image/webp', content: 'webp' },
  { extensions: ['tif', 'tiff'], label: 'TIFF 傳真影像', mediaType: 'image/tiff', content: 'tiff' },
  { extensions: ['heic', 'heif'], label: 'HEIC 相片', mediaType: 'image/heic', content: 'heic' },
  { extensions: ['bmp'], label: 'BMP 圖片', mediaType: 'image/bmp', content: 'bmp' },
  { extensions: ['mp4'], label: 'MP4 影片', mediaType: 'video/mp4', content: 'mp4' },
  { extensions: ['webm'], label: 'WebM 影片', mediaType: 'video/webm', content: 'webm' },
  { extensions: ['vtt'], label: '影片字幕', mediaType: 'text/vtt', content: 'text' },
  { extensions: ['zip'], label: 'ZIP 壓縮檔', mediaType: 'application/zip', content: 'zip' },
  { extensions: ['tar'], label: 'TAR 封存檔', mediaType: 'application/x-tar', content: 'tar' },
  { extensions: ['gz', 'tgz'], label: 'GZ 壓縮檔', mediaType: 'application/gzip', content: 'gzip' },
]

/** Told to people before they choose a file, and to machines by the API's description; files and total are those of one case. */
export const ATTACHMENT_RULES = {
  types: ATTACHMENT_TYPES.map(({ extensions, label, mediaType }) => ({ extensions, label, mediaType })),
  maxBytesPerFile: 50 * MB,
  maxFiles: 10,
  maxBytesTotal: 100 * MB,
} as const

/** How far one attachment is unpacked. Beyond, it is refused: what was not looked at is not let in. */
export const INSPECTION_LIMITS = {
  archiveDepth: 5,
  /** Documents and letters count here too, so a document may still lie in the fifth archive. */
  containerDepth: 8,
  entries: 5_000,
  inflatedBytesPerEntry: 100 * MB,
  inflatedBytes: 200 * MB,
  /** Inflated ÷ packed, looked at once something has grown beyond `ratioFromBytes`. */
  ratio: 200,
  ratioFromBytes: 8 * MB,
} as const

function openDocument(extension: string, label: string, mediaType: string): AttachmentType[] {
  return [{ extensions: [extension], label, mediaType, content: 'zip', marker: [mediaType] }]
}

function ooxml(extension: string, label: string, mediaType: string): AttachmentType[] {
  return [{ extensions: [extension], label, mediaType, content: 'zip', marker: [`${mediaType}.main+xml`] }]
}

function ole(extension: string, label: string, mediaType: string, marker: string[]): AttachmentType[] {
  return [{ extensions: [extension], label, mediaType, content: 'ole', marker }]
}
