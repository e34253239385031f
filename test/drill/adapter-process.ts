// The adapter of the drill: what `npm run telephony` starts, but that its lines are open day and night, so that a drill
// can be held at any hour.
import { readConfig } from '../../server/config.ts'
import { openAdapterOf } from '../../server/open-telephony.ts'
import { logAt } from '../../server/platform/log.ts'
import type { Plan } from '../../telephony-adapter/plan.ts'
import { telephonyApp } from '../../telephony-adapter/serve/app.ts'
import { quietLog } from '../support/quiet-log.ts'

const { telephony, dataDir, host, port, logLevel } = readConfig(process.env, 'telephony')
if (telephony.use !== 'asterisk' || !telephony.key) throw new Error('EXCHANGES and TELEPHONY_KEY')
const { adapter } = await openAdapterOf({ telephony, dataDir }, quietLog)

const openAlways = (plan: Plan): Plan => ({
  ...plan,
  lines: plan.lines.map((line) => ({ ...line, open: [['2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z']] })),
})
const app = telephonyApp({
  adapter: { ...adapter, keepPlan: (plan) => adapter.keepPlan(openAlways(plan)) },
  key: telephony.key,
  logger: logAt(logLevel),
})
await app.listen({ host, port })
