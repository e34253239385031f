import { adapterHere, adapterServed } from '../support/adapter-ground.ts'
import { telephonySuite } from '../support/telephony-suite.ts'

telephonySuite('in the same process', () => adapterHere())
telephonySuite('over the network', () => adapterServed())
