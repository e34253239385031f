// Keeps what is found true, as a process of its own that dies at a step: `node search-keeper.ts DATABASE DIR WHERE STEP`.
// WHERE: the address of a server; nothing: the index is in memory, and written down in DIR; `none`: in the database.
import { dyingAt } from './dying-at.ts'
import { placeOf, searchingProcess } from './search-process.ts'

const [databaseUrl = '', dataDir = '', where = '', dieAt = ''] = process.argv.slice(2)
const dying = dyingAt(Number(dieAt))
const place = placeOf(where === '' ? undefined : where, { databaseUrl, dataDir })
searchingProcess(databaseUrl, place, (db) => db.withPlugin(dying.plugin)).keeper.start()
