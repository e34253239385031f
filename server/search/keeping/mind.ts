import { EngineAway } from '../../../search/port.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Source } from '../source.ts'
import { compareEngine } from './compare-engine.ts'
import { compareSources } from './compare-sources.ts'
import { type Between, fillEngine, rebuildDatabase } from './rebuild.ts'
import {
  MADE_BY,
  noteBegun,
  noteBrokenOff,
  noteCompared,
  noteDatabaseRebuilt,
  noteMadeByUs,
  noteRebuilt,
  noteWell,
  readState,
  type State,
  wantRebuild,
} from './state.ts'

/** The engine is looked at so often, whether anything is to be told or not: somebody may have emptied it. */
const LOOK_EVERY_MS = 60_000

type Minding = Pick<Deps, 'db' | 'log' | 'searchIndex'> & {
  sources: readonly Source[]
  signal: AbortSignal
  between: Between
}

/**
 * What takes long, one at a time and beside what is told as it changes: filling an engine that is empty, rebuilding when
 * that is wanted, comparing. `step` does what is due, if anything is.
 */
export function minding({ sources, signal, between, ...deps }: Minding) {
  const { db, log, searchIndex } = deps
  const { outside } = searchIndex
  let lookAt = 0
  /** Nobody has compared since we began, or since the engine was away. */
  let isCompared = false

  async function rebuild(wanted: Date, { databaseRebuiltAt }: State) {
    await noteBegun(db)
    // The first half may be done, and the engine have been away.
    if (databaseRebuiltAt?.getTime() !== wanted.getTime()) {
      await rebuildDatabase(deps, sources, signal)
      await noteDatabaseRebuilt(db, wanted)
    }
    await fillEngine(deps, { signal, between })
    await noteRebuilt(db, wanted)
    isCompared = true
  }

  async function fill() {
    await noteBegun(db)
    await fillEngine(deps, { signal, between })
    await noteRebuilt(db, null)
    isCompared = true
  }

  async function compare() {
    const began = performance.now()
    const inDatabase = await compareSources(deps, sources, signal)
    const { documents, repaired } = outside
      ? await compareEngine({ db, engine: outside.engine }, signal)
      : { documents: null, repaired: 0 }
    const found = { documents, inDatabase, inEngine: repaired }
    await noteCompared(db, found)
    const said = { ...found, ms: Math.round(performance.now() - began) }
    if (inDatabase + repaired > 0) log.warn(said, 'search: the comparison found differences, and mends them')
    else log.info(said, 'search: the comparison found no difference')
  }

  /** Fills the engine when it is empty; compares what it has when nobody has. */
  async function look(engine: NonNullable<typeof outside>) {
    if (!(await engine.isFilled())) return fill()
    if (isCompared) return
    const { repaired } = await compareEngine({ db, engine: engine.engine }, signal)
    isCompared = true
    if (repaired > 0) log.warn({ repaired }, 'search: the engine is told again what it has missed')
  }

  return {
    async step(): Promise<void> {
      const state = await readState(db)
      if (state.rebuildWantedAt) return rebuild(state.rebuildWantedAt, state)
      if (state.rebuildBeganAt) await noteBrokenOff(db, null)
      if (state.madeBy === null) await noteMadeByUs(db)
      else if (state.madeBy !== MADE_BY) return void (await wantRebuild(db))
      if (outside && performance.now() >= lookAt) {
        await look(outside)
        lookAt = performance.now() + LOOK_EVERY_MS
        if (state.problem !== null) await noteWell(db)
      }
      if (state.compareWantedAt) await compare()
    },
    /** The engine was found away, or a step failed: it is looked at again. */
    async failed(error: unknown): Promise<void> {
      lookAt = 0
      isCompared = false
      const why = error instanceof Error ? error.message : String(error)
      if (!signal.aborted) await noteBrokenOff(db, why)
    },
    /** Somebody else found it away. */
    noteAway(error: unknown) {
      if (!(error instanceof EngineAway)) return
      lookAt = 0
      isCompared = false
    },
  }
}
