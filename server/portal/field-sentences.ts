import type { Language } from '../platform/problems.ts'

type Fault = { path: string; rule: string; limit?: number }

/** A form's errors by field, in the reader's language, from what the API said of its input. */
export function fieldErrors(detail: unknown, language: Language): Record<string, string> {
  const faults = (detail as { fields?: Fault[] } | undefined)?.fields ?? []
  return Object.fromEntries(
    faults
      .map((fault) => [fault.path.split('/')[1] ?? '', sentence(fault, language)])
      .filter(([name]) => name),
  )
}

function sentence({ rule, limit }: Fault, language: Language) {
  const zh = language === 'zh-TW'
  switch (rule) {
    case 'required':
    case 'minLength':
      return zh ? '這一欄還沒填，請補上再送出。' : 'This is still empty. Please fill it in.'
    case 'maxLength':
      return zh ? `這一欄太長，最多 ${limit} 字。` : `This is too long: at most ${limit} characters.`
    case 'maxItems':
      return zh ? `最多 ${limit} 個。` : `At most ${limit}.`
    case 'format':
      return zh ? '格式不正確，請檢查後再送出。' : 'This is not well-formed. Please check it.'
    default:
      return zh ? '內容不符合規定，請重新選擇或修正。' : 'This does not meet the rules. Please correct it.'
  }
}
