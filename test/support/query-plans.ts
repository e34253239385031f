import { type CompiledQuery, sql } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Rows Removed by Filter'?: number
  'Actual Rows': number
  'Actual Loops': number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}

/** How a query was answered, everything that it took together. */
export type Taken = {
  /** Large tables read from end to end. */
  scanned: string[]
  indexes: string[]
  /** Rows that had to be sorted. */
  sorted: number
  /** Rows of large tables read and thrown away. */
  removed: number
  /** Pages of 8 kB. */
  buffers: number
}

/** So small, or about so little that is live, that reading them from end to end is right. */
const SMALL = ['agencies', 'systems', 'queues', 'hand_overs', 'agents']

/** Runs a query with the plan that PostgreSQL would keep for any parameters whatever, and says what it took. */
export const takenBy = (db: Db, query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<Taken> =>
  db.connection().execute(async (connection) => {
    const run = (text: string) => sql.raw<Record<string, unknown>>(text).execute(connection)
    await run('set plan_cache_mode = force_generic_plan')
    await run(`prepare asked as ${query.sql}`)
    try {
      const given = query.parameters.length > 0 ? `(${query.parameters.map(literal).join(', ')})` : ''
      const { rows } = await run(`explain (analyze, buffers, timing off, format json) execute asked${given}`)
      const [{ Plan }] = Object.values(rows[0]!)[0] as [{ Plan: Node }]
      return sum(Plan)
    } finally {
      await run('deallocate asked')
      await run('reset plan_cache_mode')
    }
  })

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`
  const text = value instanceof Date ? value.toISOString() : String(value)
  return `'${text.replaceAll("'", "''")}'`
}

function sum(root: Node): Taken {
  const nodes = allOf(root)
  const of = (type: RegExp) => nodes.filter((node) => type.test(node['Node Type']))
  const rows = (node: Node) => Math.round(node['Actual Rows'] * node['Actual Loops'])
  const unique = (names: (string | undefined)[]) =>
    [...new Set(names.filter((name) => name !== undefined))].sort()
  return {
    scanned: unique(of(/Seq Scan$/).map((node) => node['Relation Name'])).filter(isLarge),
    indexes: unique(nodes.map((node) => node['Index Name'])),
    sorted: of(/Sort$/).reduce(
      (total, node) => total + (node.Plans ?? []).reduce((n, input) => n + rows(input), 0),
      0,
    ),
    removed: nodes
      .filter((node) => isLarge(node['Relation Name'] ?? ''))
      .reduce((n, node) => n + Math.round((node['Rows Removed by Filter'] ?? 0) * node['Actual Loops']), 0),
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  }
}

const isLarge = (table: string) => !SMALL.includes(table)

const allOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(allOf)]
