import { useQueryClient } from '@tanstack/react-query'
import type { OfficialDocument } from '../../../server/api.ts'
import { useCommand } from '../../ui/use-command.ts'
import { DOCUMENTS } from './queries.ts'

/** Something done with an official document; lists and the case's page show it as it left them. */
export function useDocumentCommand(
  command: () => Promise<OfficialDocument>,
  onDone: (document: OfficialDocument) => string,
) {
  const queries = useQueryClient()
  return useCommand<OfficialDocument>(command, (document) => {
    for (const queryKey of [DOCUMENTS, ['case'], ['cases']]) void queries.invalidateQueries({ queryKey })
    return onDone(document)
  })
}
