import type { Migration } from 'kysely/migration'
import { platform } from './0001-platform.ts'
import { directory } from './0002-directory.ts'
import { identity } from './0003-identity.ts'
import { cases } from './0004-cases.ts'
import { files } from './0005-files.ts'
import { routing } from './0006-routing.ts'
import { surveysAndMail } from './0007-surveys-and-mail.ts'
import { mailIn } from './0008-mail-in.ts'
import { documents } from './0009-documents.ts'
import { imports } from './0010-imports.ts'
import { calls } from './0011-calls.ts'
import { knowledge } from './0012-knowledge.ts'
import { search } from './0013-search.ts'
import { knowledgeImport } from './0014-knowledge-import.ts'

/** Every migration in its one global order. Never edited once merged; a new one is added below. */
export const migrations: Record<string, Migration> = {
  '0001-platform': platform,
  '0002-directory': directory,
  '0003-identity': identity,
  '0004-cases': cases,
  '0005-files': files,
  '0006-routing': routing,
  '0007-surveys-and-mail': surveysAndMail,
  '0008-mail-in': mailIn,
  '0009-documents': documents,
  '0010-imports': imports,
  '0011-calls': calls,
  '0012-knowledge': knowledge,
  '0013-search': search,
  '0014-knowledge-import': knowledgeImport,
}
