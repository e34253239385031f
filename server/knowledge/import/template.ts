import type { FastifyPluginAsync } from 'fastify'
import { disposition } from '../../files/downloads/disposition.ts'
import { languageOf } from '../../platform/http/request.ts'
import { sheetFormatOf, sheetOf } from '../export/sheets.ts'
import { ENTRY_FIELDS, type EntryField } from './fields.ts'
import { EXAMPLE_SOURCE } from './row-data.ts'

const NAME = { 'zh-TW': '問答匯入範本', en: 'template-of-entries' }

const EXAMPLE: Partial<Record<EntryField, string>> = {
  source: EXAMPLE_SOURCE,
  title: '請假單送出後沒有簽核人（範例，匯入前請刪除這一列）',
  shortAnswer: '請人事單位在簽核流程指定主管，再重新派送。',
  body: '1. 開啟「簽核流程」。\n2. 指定主管，按「儲存」。\n\n![簽核流程的畫面](附件/簽核流程.png)',
  systems: '差勤；WebHR',
  domain: '差勤',
  tags: '請假；簽核',
  visibility: '公開',
  reviewOn: '2027-01-31',
  attachments: '附件/簽核流程.png｜圖片｜簽核流程的畫面',
}

/** `GET …/template?format=ods|xlsx|csv`: an empty table with all fields and one example, which is never imported. */
export const templateRoute =
  ({ path, may }: { path: `/${string}`; may: string }): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may },
      onRequest: app.permit(may),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get(`${path}/template`, options, async (request, reply) => {
      const format = sheetFormatOf((request.query as { format?: unknown }).format)
      const language = languageOf(request)
      const { type, body } = sheetOf(format, NAME[language], template(language))
      return reply
        .headers({
          'content-type': type,
          'content-disposition': disposition('attachment', `${NAME[language]}.${format}`),
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        })
        .send(body)
    })
  }

async function* template(language: 'zh-TW' | 'en'): AsyncGenerator<readonly string[]> {
  const fields = Object.entries(ENTRY_FIELDS) as [EntryField, (typeof ENTRY_FIELDS)[EntryField]][]
  yield fields.map(([, { words }]) => words[language])
  yield fields.map(([name]) => EXAMPLE[name] ?? '')
}
