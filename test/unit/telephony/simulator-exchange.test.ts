import { exchangeSuite } from '../../support/exchange-suite.ts'
import { simulatedGround } from '../../support/simulated-world.ts'

exchangeSuite('The simulated exchange', simulatedGround)
