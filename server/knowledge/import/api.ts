import { Type } from 'typebox'
import { Import, ImportId, ImportSummary, Rows, RowsQuery, Wanted } from '../../directory/import/api.ts'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf } from '../../platform/values.ts'

const may = 'knowledge:review'

/**
 * Tables of entries brought into Q&A. The file of failed rows is served at
 * /api/knowledge-imports/:importId/failed-rows, an empty table at /api/knowledge-imports/template, and all entries that
 * somebody may see at /api/knowledge-export.
 */
export const knowledgeImportsApi = {
  'GET /knowledge-imports': {
    may,
    summary: 'Imports into Q&A, newest first, at most 50',
    reply: Type.Array(ImportSummary),
  },
  'POST /knowledge-imports': {
    may,
    summary:
      'Begins an import of entries from an uploaded CSV, ODS, XLSX or JSON, or a ZIP of one with files: nothing is written yet',
    body: Type.Object({ fileId: IdOf('file') }),
    reply: Import,
    status: 201,
  },
  'GET /knowledge-imports/:importId': { may, params: ImportId, reply: Import },
  'PUT /knowledge-imports/:importId/reading': {
    may,
    summary: 'Reads the file otherwise; what is left out is recognised again',
    params: ImportId,
    body: Wanted,
    reply: Import,
  },
  'POST /knowledge-imports/:importId/check': {
    may,
    summary: 'Reads all rows and says what would become of them',
    params: ImportId,
    reply: Import,
    status: 202,
  },
  'POST /knowledge-imports/:importId/run': {
    may,
    summary: 'Writes the rows that were checked: live at once, or as drafts for somebody to approve',
    params: ImportId,
    body: Type.Object({ publishAs: Type.Enum(['live', 'draft']) }),
    reply: Import,
    status: 202,
  },
  'POST /knowledge-imports/:importId/pause': {
    may,
    summary: 'Stands still after the rows at hand',
    params: ImportId,
    reply: Import,
  },
  'POST /knowledge-imports/:importId/resume': {
    may,
    summary: 'Goes on after the last row written',
    params: ImportId,
    reply: Import,
    status: 202,
  },
  'POST /knowledge-imports/:importId/cancel': {
    may,
    summary: 'Stops; what is done so far stays and can be undone',
    params: ImportId,
    reply: Import,
  },
  'POST /knowledge-imports/:importId/undo': {
    may,
    summary: 'Takes back what nobody has changed since, within 24 hours',
    params: ImportId,
    reply: Import,
    status: 202,
  },
  'GET /knowledge-imports/:importId/rows': {
    may,
    summary: 'Rows that failed, or that were left when the import was undone, and why; at most 50',
    params: ImportId,
    query: RowsQuery,
    reply: Rows,
  },
} satisfies Contract
