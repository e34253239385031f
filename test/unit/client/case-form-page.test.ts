import { describe, expect, test } from 'vitest'
import { renderPage as render } from './render-page.ts'

describe('filing a case without JavaScript', () => {
  test('systems are grouped by domain, files can be given, words from the home page are taken along', async () => {
    const { html } = await render('/cases/new?q=%E8%A3%9C%E4%BC%91%20%3Cb%3E', {})
    expect(html).toContain('<optgroup label="差勤">')
    const form = /<form[^>]*class="case-form"[^>]*>/.exec(html)?.[0]
    for (const attribute of ['action="/cases/new"', 'method="post"', 'encType="multipart/form-data"'])
      expect(form).toContain(attribute)
    expect(html).toMatch(/<input[^>]*type="file"[^>]*name="files"/)
    expect(html).toContain('補休 &lt;b&gt;</textarea>')
  })

  test('a refused form keeps every word and says beside each field what is wrong', async () => {
    const { html } = await render(
      '/cases/new',
      {},
      {
        form: {
          path: '/cases/new',
          values: {
            systemId: '9',
            description: '王𡍼的姓名變成 ?',
            email: 'not an address',
            occurredOn: '1150229',
            fileIds: 'f1',
            fileNames: 'f1 15 清冊.ods',
            key: 'key-of-this-case',
          },
          errors: { files: 'x.exe：這類檔案一律不收。' },
        },
      },
    )
    expect(html).toContain('王𡍼的姓名變成 ?</textarea>')
    expect(html).toMatch(/<option value="9" selected/)
    expect(html).toMatch(/value="1150229"/)
    expect(html).toMatch(/name="key"[^>]*value="key-of-this-case"/)
    expect(html).toMatch(/<input[^>]*type="checkbox"[^>]*name="fileIds"[^>]*value="f1"/)
    expect(html).toContain('有 3 個地方需要修正')
    for (const id of ['case-email', 'case-occurredOn', 'case-files']) expect(html).toContain(`href="#${id}"`)
    expect(html.match(/aria-invalid="true"/g)!.length).toBeGreaterThanOrEqual(3)
  })

  test('each visit is a case of its own', async () => {
    const keyOf = async () =>
      /name="key"[^>]*value="([^"]+)"/.exec((await render('/cases/new', {})).html)?.[1]
    const [one, other] = [await keyOf(), await keyOf()]
    expect(one).toMatch(/^[0-9a-f-]{36}$/)
    expect(other).not.toBe(one)
  })
})
