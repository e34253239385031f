import { parseRocDate } from '../../platform/zh/roc-date.ts'
import { deadlineIn } from './deadline.ts'
import { decodeXml } from './decode.ts'
import { type DocumentFacts, NOTHING_KNOWN } from './facts.ts'
import { childrenOf, type Element, find, findAll, readXml, wordsOf } from './xml-tree.ts'

const LONGEST = 100_000
/** Elements that are told by themselves, and are no words of the document. */
const TOLD_ELSEWHERE = new Set([
  '主旨',
  '正本',
  '副本',
  '受文者',
  '附件',
  '發文機關',
  '發文字號',
  '發文日期',
  '速別',
])
const NOT_SECRET = /^(?:普通|無|一般|非密)?$/u

/**
 * Reads a document in the exchange format (DI) of the 文書及檔案管理電腦化作業規範, versions 99_2 and 104_2 and what
 * programs make of them. UTF-8 or Big5, declared or not. Nothing outside the file is loaded.
 *
 * @returns whatever it says; what it does not say is empty
 * @throws UnreadableDocument `document-not-xml`, `document-entities`, `document-charset`, `document-too-large`
 */
export function readDi(bytes: Uint8Array): DocumentFacts {
  const { root, attachments } = readXml(decodeXml(bytes))
  const sender = find(root, '發文機關')
  const subject = subjectOf(root)
  const explanation = explanationOf(root)
  const dated = (name: string) => dayIn(wordsOf(find(root, name)))
  const issuedOn = dated('發文日期') ?? dated('發文時間')
  const secrecy =
    wordsOf(find(root, '密等')) || (find(root, '密等及解密條件或保密期限')?.attributes['代碼'] ?? '')
  return {
    ...NOTHING_KNOWN,
    kind: find(root, '函類別')?.attributes['代碼']?.trim() || root.name,
    number: numberOf(find(root, '發文字號')),
    issuedOn: issuedOn ?? null,
    senderName: nameOf(sender),
    senderCode: wordsOf(find(sender, '機關代碼')) || sender?.attributes['機關代碼'] || null,
    subject,
    explanation: explanation.slice(0, LONGEST),
    speed: codeOf(find(root, '速別')) || null,
    secrecy: NOT_SECRET.test(secrecy) ? null : secrecy,
    dueOn:
      ['限辦日期', '辦理期限', '處理期限', '回復期限', '期限', '限期']
        .map(dated)
        .find((day) => day !== undefined) ??
      deadlineIn(`${subject}\n${explanation}`, issuedOn ?? null) ??
      null,
    recipients: addresseesOf(find(root, '正本')),
    copies: addresseesOf(find(root, '副本')),
    attachmentNote: wordsOf(find(find(root, '附件'), '文字')),
    attachmentFiles: attachments
      .map(({ file }) => file.split(/[\\/]/).at(-1)!)
      .filter((file) => !isEnvelope(file)),
  }
}

/** The envelope (SW) travels beside a document and says to whom it goes. */
export const isEnvelope = (name: string) => /\.sw$/iu.test(name)

/** Whether a file of that name may be the document itself. */
export const isExchangeFile = (name: string) => /\.(?:di|xml)$/iu.test(name)

/** `代碼="速件"`, or words where a program writes them. */
const codeOf = (element: Element | undefined) => element?.attributes['代碼']?.trim() || wordsOf(element)

function nameOf(element: Element | undefined): string {
  const full = find(element, '全銜')
  return wordsOf(full) || (element && !find(element, '機關代碼') ? wordsOf(element) : '')
}

/** `<字>總處資</字><文號><年度>115</年度><流水號>0001234</流水號><支號/></文號>`; some write the year into the number. */
function numberOf(element: Element | undefined): string {
  if (!element) return ''
  const part = (name: string) => wordsOf(find(element, name))
  const [word, year, serial, branch] = [part('字'), part('年度'), part('流水號'), part('支號')]
  const digits = serial
    ? `${serial.startsWith(year) && serial.length > 7 ? '' : year}${serial}${branch}`
    : part('文號')
  if (!digits) return wordsOf(element)
  return word ? `${word}字第${digits}號` : digits
}

function subjectOf(root: Element): string {
  const subject = find(root, '主旨') ?? find(root, '開會事由') ?? find(root, '會勘事由') ?? find(root, '事由')
  return wordsOf(find(subject, '文字') ?? subject)
}

/** Paragraphs with their names and numbered points, and of a meeting its time and place. */
function explanationOf(root: Element): string {
  const lines: string[] = []
  for (const name of ['開會時間', '會勘時間', '開會地點', '會勘地點', '主持人', '聯絡人及電話']) {
    const words = wordsOf(find(root, name))
    if (words) lines.push(`${name}：${words}`)
  }
  for (const paragraph of findAll(root, '段落')) {
    const title = paragraph.attributes['段名']?.trim() ?? ''
    lines.push(...paragraphOf(paragraph, title))
  }
  const notes = find(root, '備註')
  if (notes) lines.push(`備註：${wordsOf(notes)}`)
  if (lines.length === 0 && root.name !== '函')
    for (const child of childrenOf(root))
      if (!TOLD_ELSEWHERE.has(child.name) && child.name === '內容') lines.push(wordsOf(child))
  return lines.filter((line) => line.trim() !== '').join('\n')
}

function paragraphOf(paragraph: Element, title: string): string[] {
  const own = childrenOf(paragraph)
    .filter(({ name }) => name === '文字')
    .map(wordsOf)
    .join('')
  return [`${title}${own}`, ...pointsOf(paragraph, '')]
}

/** `<條列 序號="一、"><文字>…</文字><條列 序號="（一）">…` to any depth. */
function pointsOf(element: Element, indent: string): string[] {
  return childrenOf(element)
    .filter(({ name }) => name === '條列')
    .flatMap((point) => {
      const words = childrenOf(point)
        .filter(({ name }) => name === '文字')
        .map(wordsOf)
        .join('')
      return [`${indent}${point.attributes['序號'] ?? ''}${words}`, ...pointsOf(point, `${indent}　`)]
    })
}

const addresseesOf = (element: Element | undefined): string[] => {
  const names = findAll(element, '全銜').map(wordsOf)
  const words = wordsOf(element)
  return (names.length > 0 ? names : words ? words.split(/[、；;]/u).map((name) => name.trim()) : []).filter(
    Boolean,
  )
}

/** 中華民國115年11月21日 somewhere in it, or digits alone. */
function dayIn(words: string): string | undefined {
  const written =
    /(?:中華)?(?:民國)?\s*[\d０-９]{1,4}\s*[年/.-]\s*[\d０-９]{1,2}\s*[月/.-]\s*[\d０-９]{1,2}\s*日?/u.exec(
      words,
    )?.[0]
  return parseRocDate(written ?? words)
}
