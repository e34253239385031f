import { asteriskExchange } from '../../../telephony-adapter/asterisk/exchange.ts'
import type { AsteriskOptions } from '../../../telephony-adapter/asterisk/options.ts'
import { quietLog } from '../quiet-log.ts'
import type { TestExchange } from './exchange.ts'

/** What an adapter needs to follow this exchange. */
export function addressOf(exchange: TestExchange, more: Partial<AsteriskOptions> = {}): AsteriskOptions {
  const { name, ari, ami, phoneUrl, phoneFields } = exchange
  return {
    name,
    site: name === 'pbx-b' ? 'taipei' : 'nantou',
    host: ami.host,
    port: Number(new URL(ari.url).port),
    tls: ari.url.startsWith('https:'),
    user: ari.user,
    secret: ari.secret,
    ami,
    phoneUrl,
    phoneFields,
    log: quietLog,
    ...more,
  }
}

/** This exchange as the adapter has it, not started. */
export const follower = (exchange: TestExchange, more: Partial<AsteriskOptions> = {}) =>
  asteriskExchange(addressOf(exchange, more))
