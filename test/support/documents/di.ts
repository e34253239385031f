import iconv from 'iconv-lite'

type Given = {
  number?: string
  year?: string
  serial?: string
  sender?: string
  code?: string
  date?: string
  subject?: string
  points?: readonly string[]
  speed?: string
  secrecy?: string
  attachments?: readonly string[]
  encoding?: 'UTF-8' | 'Big5' | null
  /** Between the document's type and its root. */
  doctype?: string
  kind?: string
}

/** A letter between agencies as exchange programs write it (函, DTD 104_2). */
export function diText({
  number = '總處資',
  year = '115',
  serial = '0001234',
  sender = '臺北市政府人事處',
  code = '379000000A',
  date = '中華民國115年11月20日',
  subject = '貴處所管人事服務網差勤子系統匯出之清冊姓名顯示異常，請惠予協助處理，並請於115年12月5日前函復，請查照。',
  points = ['依據本處115年11月18日內部通報辦理。', '旨揭系統於匯出人員清冊時，罕用字姓名變成問號。'],
  speed = '速件',
  secrecy = '普通',
  attachments = [],
  encoding = 'UTF-8',
  doctype,
  kind = '函',
}: Given = {}): string {
  const entities = [
    `<!ENTITY 表單 SYSTEM "${serial}.sw" NDATA DI>`,
    ...attachments.map((file, n) => `<!ENTITY ATTCH${n + 1} SYSTEM "${file}" NDATA _X>`),
    '<!NOTATION DI SYSTEM "">',
    '<!NOTATION _X SYSTEM "">',
  ]
  return `<?xml version="1.0"${encoding ? ` encoding="${encoding}"` : ''}?>
${doctype ?? `<!DOCTYPE ${kind} SYSTEM "104_2_utf8.dtd" [\n${entities.join('\n')}\n]>`}
<${kind}>
  <發文機關><全銜>${sender}</全銜><機關代碼>${code}</機關代碼></發文機關>
  <函類別 代碼="${kind}"/>
  <地址>110204臺北市信義區市府路1號</地址>
  <聯絡方式>承辦人：王小明</聯絡方式><聯絡方式>電話：02-27208889轉1234</聯絡方式>
  <受文者><交換表 交換表單="表單">如正、副本</交換表></受文者>
  <發文日期><年月日>${date}</年月日></發文日期>
  <發文字號><字>${number}</字><文號><年度>${year}</年度><流水號>${serial}</流水號><支號/></文號></發文字號>
  <速別 代碼="${speed}"/>
  <密等及解密條件或保密期限><密等>${secrecy}</密等><解密條件及保密期限/></密等及解密條件或保密期限>
  <附件><文字>${attachments.length > 0 ? '如文' : ''}</文字>${attachments.length > 0 ? `<附件檔名 附件名="${attachments.map((_, n) => `ATTCH${n + 1}`).join(' ')}"/>` : ''}</附件>
  <主旨><文字>${subject}</文字></主旨>
  <段落 段名="說明："><文字></文字>${points.map((point, n) => `<條列 序號="${'一二三四五六七八九十'[n]}、"><文字>${point}</文字></條列>`).join('')}</段落>
  <正本><全銜>行政院人事行政總處</全銜><全銜>人事資訊系統客服中心</全銜></正本>
  <副本><全銜>本處資訊室</全銜></副本>
</${kind}>
`
}

/** Its bytes in the encoding that it declares. */
export const di = (given: Given = {}): Buffer =>
  given.encoding === 'Big5' ? iconv.encode(diText(given), 'big5') : Buffer.from(diText(given))

export const inBig5 = (text: string): Buffer => iconv.encode(text, 'big5')
