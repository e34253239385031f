import { follower } from '../support/asterisk/followed.ts'
import { asteriskWorld } from '../support/asterisk/world.ts'
import { exchangeSuite } from '../support/exchange-suite.ts'

exchangeSuite('a real Asterisk', async () => {
  const { world, exchange, promptUri } = await asteriskWorld({ faxes: true })
  return { exchange: follower(exchange, { promptUri }), world }
})
