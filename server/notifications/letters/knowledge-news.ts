import { cleanLine } from '../../platform/zh/text.ts'
import { write } from './letter.ts'

type News = { number: string; title: string; shortAnswer: string; systems: readonly string[] }

/** A new entry of a system or with a tag that the reader wants to hear of. */
export function knowledgeNews(
  { number, title, shortAnswer, systems }: News,
  { name, publicUrl }: { name: string; publicUrl: string },
) {
  return write('zh-TW', `[問答 ${number}] ${title}`, [
    { kind: 'paragraph', text: cleanLine(name) ? `${cleanLine(name)} 您好：` : '您好：' },
    { kind: 'paragraph', text: '您訂閱的系統或標籤有新的問答：' },
    {
      kind: 'facts',
      rows: [
        ['編號', number],
        ['問題', title],
        ...(systems.length > 0 ? [['系統', systems.join('、')] as const] : []),
      ],
    },
    ...(shortAnswer ? [{ kind: 'words' as const, text: shortAnswer }] : []),
    { kind: 'link', label: '看完整的解答：', url: `${publicUrl}/qa/${number}` },
    {
      kind: 'link',
      label: '不想再收到這類通知時，請登入後由這裡取消訂閱：',
      url: `${publicUrl}/qa?tab=systems`,
    },
  ])
}
