import type { CallTables } from './calls/tables.ts'
import type { CaseTables } from './cases/tables.ts'
import type { ImportTables } from './directory/import/tables.ts'
import type { DirectoryTables } from './directory/tables.ts'
import type { DocumentTables } from './documents/tables.ts'
import type { FileTables } from './files/tables.ts'
import type { IdentityTables } from './identity/tables.ts'
import type { KnowledgeTables } from './knowledge/tables.ts'
import type { MailInTables } from './mail-in/tables.ts'
import type { NotificationTables } from './notifications/tables.ts'
import type { PlatformTables } from './platform/events/tables.ts'
import type { RoutingTables } from './routing/tables.ts'
import type { SearchTables } from './search/tables.ts'
import type { SurveyTables } from './surveys/tables.ts'

/** Every table, and the capability that owns it. Only the owner writes. */
export interface Tables
  extends CallTables,
    CaseTables,
    DirectoryTables,
    DocumentTables,
    FileTables,
    IdentityTables,
    ImportTables,
    KnowledgeTables,
    MailInTables,
    NotificationTables,
    PlatformTables,
    RoutingTables,
    SearchTables,
    SurveyTables {}
