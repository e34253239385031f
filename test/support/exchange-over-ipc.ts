import type { ChildProcess } from 'node:child_process'
import type { Exchange, ExchangeEvent } from '../../telephony-adapter/exchange.ts'

/** What an exchange is before anything is asked of it. */
export type Nameplate = Pick<Exchange, 'name' | 'site' | 'isSimulated' | 'phoneUrl'>
type Method = Exclude<keyof Exchange, keyof Nameplate>
type Asked = { exchange: string; id: number; method: Method; given: unknown[] }
type Answered = { exchange: string; id: number; answer?: unknown; error?: string }
type Happened = { exchange: string; event: ExchangeEvent }

/**
 * Lets a process of its own drive these exchanges, so that it can be killed while they live on. `step` is told before
 * and after each thing asked.
 */
export function lend(exchanges: readonly Exchange[], to: ChildProcess, step: (method: Method) => void) {
  to.on('message', (asked: Asked) => {
    const exchange = exchanges.find(({ name }) => name === asked.exchange)
    if (!exchange || !('method' in asked)) return
    step(asked.method)
    void answerTo(exchange, asked, to).finally(() => step(asked.method))
  })
  to.once('exit', () => {
    for (const exchange of exchanges) void exchange.close()
  })
}

async function answerTo(exchange: Exchange, { id, method, given }: Asked, to: ChildProcess) {
  const say = (message: Answered | Happened) => {
    if (to.connected) to.send(message, () => {})
  }
  const about = { exchange: exchange.name, id }
  try {
    const hear = (event: ExchangeEvent) => say({ exchange: exchange.name, event })
    const run = exchange[method] as (...given: unknown[]) => Promise<unknown>
    say({ ...about, answer: await (method === 'start' ? exchange.start(hear) : run(...given)) })
  } catch (error) {
    say({ ...about, error: (error as Error).message })
  }
}

/** The other end, in the process that drives them. */
export function borrowed(nameplate: Nameplate): Exchange {
  let asked = 0
  let hear: (event: ExchangeEvent) => void = () => {}
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  process.on('message', (message: Answered | Happened) => {
    if (message.exchange !== nameplate.name) return
    if ('event' in message) return hear(message.event)
    const { resolve, reject } = waiting.get(message.id) ?? {}
    waiting.delete(message.id)
    if (message.error === undefined) resolve?.(message.answer)
    else reject?.(new Error(message.error))
  })
  const ask = (method: Method, given: unknown[]) => {
    const answer = Promise.withResolvers<unknown>()
    waiting.set(++asked, answer)
    process.send?.({ exchange: nameplate.name, id: asked, method, given } satisfies Asked)
    return answer.promise
  }
  return new Proxy({} as Exchange, {
    get(_, name) {
      if (name in nameplate) return nameplate[name as keyof Nameplate]
      // Somebody awaits the exchange itself.
      if (name === 'then') return undefined
      return (...given: unknown[]) => {
        if (name === 'start') hear = given[0] as typeof hear
        return ask(name as Method, name === 'start' ? [] : given)
      }
    },
  })
}
