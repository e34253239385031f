import { onTestFinished } from 'vitest'
import { hrOverHttp } from '../../server/directory/hr-over-http.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { HrDirectory } from '../../server/platform/hr/port.ts'
import { stoppedClock } from './clock.ts'
import type { NewPerson } from './directory.ts'
import { startHrServer } from './hr-server.ts'
import { quietLog } from './quiet-log.ts'

/** A look-up and how to make its source know somebody. */
export type OpenedHr = {
  hr: HrDirectory
  knows(person: NewPerson & { personnelNo: string }): Promise<unknown>
}

/** Look-up in an HR database of its own, which is gone when the test is. */
export async function overHttp(db: Db, timeoutMs = 2000) {
  const [clock, server] = [stoppedClock(), await startHrServer()]
  onTestFinished(() => server.close())
  const hr = hrOverHttp({ url: server.url, db, now: clock.now, timeoutMs, log: quietLog })
  const knows = async ({
    personnelNo,
    name = '某人',
    email,
    phones = [],
  }: Parameters<OpenedHr['knows']>[0]) =>
    server.people.push({
      personnelNo,
      name,
      email: email ?? null,
      phones: phones.map(([number, extension]) => ({ number, ...(extension && { extension }) })),
    })
  return { hr, knows, server, clock }
}
