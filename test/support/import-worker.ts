import { setTimeout as wait } from 'node:timers/promises'
import { followOffices } from '../../server/cases/follow-offices.ts'
import { workOffImports } from '../../server/directory/import/work/work.ts'
import { workOffKnowledgeImports } from '../../server/knowledge/import/kind.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { openFileStore } from '../../server/platform/files/open.ts'
import type { Id } from '../../server/platform/values.ts'
import { dyingAt } from './dying-at.ts'
import { filesDeps } from './files-app.ts'
import { quietLog } from './quiet-log.ts'

// Works off imports and what follows from them, as a process of its own so that a test can kill it. Dies at a step.
const [databaseUrl = '', filesUrl = '', importId = '', dieAt = ''] = process.argv.slice(2)
const live = { tell: () => {} }
const files = filesDeps({
  db: openDatabase({ url: databaseUrl }).withPlugin(dyingAt(Number(dieAt)).plugin),
  files: openFileStore(filesUrl),
})
const deps = { ...files, live: live as never, log: quietLog }
for (;;) {
  await workOffImports(deps)
  await workOffKnowledgeImports(deps)
  await followOffices(deps, { importId: importId as Id<'import'> })
  await wait(5)
}
