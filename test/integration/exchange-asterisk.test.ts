import { asteriskExchange } from '../../telephony-adapter/asterisk/exchange.ts'
import { asteriskWorld } from '../support/asterisk/world.ts'
import { exchangeSuite } from '../support/exchange-suite.ts'
import { quietLog } from '../support/quiet-log.ts'

exchangeSuite('a real Asterisk', async () => {
  const { world, exchange, promptUri } = await asteriskWorld()
  const { name, sip, phoneUrl, phoneFields } = exchange
  const follows = asteriskExchange({
    name,
    site: 'nantou',
    host: sip.host,
    port: Number(new URL(exchange.ari.url).port),
    tls: false,
    user: exchange.ari.user,
    secret: exchange.ari.secret,
    ami: exchange.ami,
    phoneUrl,
    log: quietLog,
    promptUri,
    phoneFields,
  })
  return { exchange: follows, world }
})
