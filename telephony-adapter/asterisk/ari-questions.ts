import type { AriOperations } from './ari-types.gen.ts'

export const ANSWER_MS = 5_000

/** `status` 0: the exchange did not answer. */
export type Reply<O extends keyof AriOperations> = {
  status: number
  why: string
  body: AriOperations[O]['out'] | undefined
}
export type Rest = ReturnType<typeof ariQuestions>['rest']
export type Answer = { type: 'RESTResponse'; request_id: string } & Record<string, unknown>

/** ARI's REST inside its WebSocket. `send` is false when there is no connection. */
export function ariQuestions(send: (text: string) => boolean) {
  const waiting = new Map<string, (answer: Answer | undefined) => void>()
  let count = 0

  async function rest<O extends keyof AriOperations>(
    operation: O,
    input: AriOperations[O]['in'],
  ): Promise<Reply<O>> {
    const [method = '', template = ''] = operation.split(' ')
    const { json, ...given } = input as Record<string, unknown>
    const inPath = new Set<string>()
    const uri = template.slice(1).replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
      inPath.add(name)
      return encodeURIComponent(String(given[name]))
    })
    const query = Object.entries(given)
      .filter(([name, value]) => !inPath.has(name) && value !== undefined)
      .map(([name, value]) => ({ name, value: String(value) }))
    const id = `${++count}`
    const answer = await ask(id, {
      type: 'RESTRequest',
      transaction_id: id,
      request_id: id,
      method,
      uri,
      ...(query.length > 0 && { query_strings: query }),
      ...(json !== undefined && { content_type: 'application/json', message_body: JSON.stringify(json) }),
    })
    if (!answer) return { status: 0, why: 'no answer', body: undefined }
    const text = String(answer['message_body'] ?? '')
    const parsed = text === '' ? undefined : (JSON.parse(text) as { message?: string })
    const status = Number(answer['status_code'])
    const why = parsed?.message ?? String(answer['reason_phrase'] ?? '')
    return { status, why, body: status < 300 ? (parsed as AriOperations[O]['out']) : undefined }
  }

  function ask(id: string, request: object) {
    return new Promise<Answer | undefined>((resolve) => {
      if (!send(JSON.stringify(request))) return resolve(undefined)
      const settle = (answer: Answer | undefined) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(answer)
      }
      const timer = setTimeout(settle, ANSWER_MS, undefined)
      waiting.set(id, settle)
    })
  }

  return {
    rest,
    answered: (answer: Answer) => waiting.get(answer.request_id)?.(answer),
    /** The connection is gone, and with it all answers still to come. */
    nobodyAnswers() {
      for (const settle of waiting.values()) settle(undefined)
    },
  }
}
