import { afterAll, beforeAll, describe } from 'vitest'
import type { SearchEngine } from '../../search/port.ts'
import { findsWhatIsMeant } from './search-suite/finds.ts'
import { takesAnything } from './search-suite/hostile.ts'
import { keepsWhatItIsTold } from './search-suite/keeps.ts'
import { tellsNobodyElse } from './search-suite/visibility.ts'

type Given = {
  /** An engine that may be filled and emptied; called once. */
  open: () => Promise<SearchEngine>
  /** False for a stand-in of an engine, which keeps and filters as the real one does, but understands nothing. */
  isReal?: boolean
}

/** What every engine of search does. */
export function searchSuite(name: string, { open, isReal = true }: Given) {
  describe(name, () => {
    let engine: SearchEngine | undefined
    const there = () => {
      if (!engine) throw new Error('The engine could not be opened.')
      return engine
    }
    beforeAll(async () => {
      engine = await open()
    })
    afterAll(() => engine?.close())
    if (isReal) findsWhatIsMeant(there)
    tellsNobodyElse(there)
    keepsWhatItIsTold(there)
    takesAnything(there)
  })
}
