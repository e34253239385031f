import { createContext, useContext } from 'react'
import type { Import } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'

type Reading = Partial<Import['reading']>
type RowsOf = { which: 'failed' | 'left'; after: number }

export const paramsOf = (importId: string) => ({ importId: importId as Import['id'] })

/** What is asked of imports into the directory. */
export const directoryImports = {
  key: 'imports',
  path: '/api/imports',
  list: (signal: AbortSignal) => api('GET /imports', { signal }),
  read: (id: string, signal: AbortSignal) => api('GET /imports/:importId', { params: paramsOf(id), signal }),
  readOtherwise: (id: string, body: Reading) =>
    api('PUT /imports/:importId/reading', { params: paramsOf(id), body }),
  check: (id: string) => api('POST /imports/:importId/check', { params: paramsOf(id) }),
  pause: (id: string) => api('POST /imports/:importId/pause', { params: paramsOf(id) }),
  resume: (id: string) => api('POST /imports/:importId/resume', { params: paramsOf(id) }),
  cancel: (id: string) => api('POST /imports/:importId/cancel', { params: paramsOf(id) }),
  undo: (id: string) => api('POST /imports/:importId/undo', { params: paramsOf(id) }),
  rows: (id: string, query: RowsOf, signal: AbortSignal) =>
    api('GET /imports/:importId/rows', { params: paramsOf(id), query, signal }),
}

export type ImportCalls = typeof directoryImports

/** The same of imports into Q&A. */
export const knowledgeImports: ImportCalls = {
  key: 'knowledge-imports',
  path: '/api/knowledge-imports',
  list: (signal) => api('GET /knowledge-imports', { signal }),
  read: (id, signal) => api('GET /knowledge-imports/:importId', { params: paramsOf(id), signal }),
  readOtherwise: (id, body) =>
    api('PUT /knowledge-imports/:importId/reading', { params: paramsOf(id), body }),
  check: (id) => api('POST /knowledge-imports/:importId/check', { params: paramsOf(id) }),
  pause: (id) => api('POST /knowledge-imports/:importId/pause', { params: paramsOf(id) }),
  resume: (id) => api('POST /knowledge-imports/:importId/resume', { params: paramsOf(id) }),
  cancel: (id) => api('POST /knowledge-imports/:importId/cancel', { params: paramsOf(id) }),
  undo: (id) => api('POST /knowledge-imports/:importId/undo', { params: paramsOf(id) }),
  rows: (id, query, signal) =>
    api('GET /knowledge-imports/:importId/rows', { params: paramsOf(id), query, signal }),
}

const Calls = createContext<ImportCalls>(directoryImports)

/** Whose imports are shown below: those into the directory, unless it is said otherwise. */
export const ImportsOf = Calls.Provider
export const useImportCalls = () => useContext(Calls)
