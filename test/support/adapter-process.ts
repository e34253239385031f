// A telephony adapter in a process of its own: `node adapter-process.ts DIR PORT KEY EXCHANGES`. Its exchanges live
// with whoever started it.
import { openAdapter } from '../../telephony-adapter/adapter.ts'
import { telephonyApp } from '../../telephony-adapter/serve/app.ts'
import { borrowed, type Nameplate } from './exchange-over-ipc.ts'
import { quietLog } from './quiet-log.ts'

const [dir = '', port = '', key = '', exchanges = '[]'] = process.argv.slice(2)
const nameplates = JSON.parse(exchanges) as Nameplate[]
const adapter = await openAdapter({ exchanges: nameplates.map(borrowed), dir, log: quietLog })
const app = telephonyApp({ adapter, key })
await app.listen({ host: '127.0.0.1', port: Number(port) })
process.once('disconnect', () => process.exit(0))
