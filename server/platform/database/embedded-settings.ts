/** `durable`: what was committed survives a power cut. `throw-away`: for tests; a crash may lose everything. */
export type Tuning = 'durable' | 'throw-away'

/** For a small machine: the whole product has to stay under 400 MB. */
const SMALL = {
  shared_buffers: '64MB',
  max_connections: '60',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '512MB',
  wal_buffers: '4MB',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  wal_compression: 'on',
  // Nobody replicates from the embedded server; it is backed up by copying or dumping.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '2',
  autovacuum_naptime: '20s',
  jit: 'off',
}

const THROW_AWAY = {
  shared_buffers: '128MB',
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

/** Loopback only, and server messages without the values of rows: they would carry personal data. */
const ALWAYS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements are reported to whoever sent them.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_line_prefix: '',
  log_checkpoints: 'off',
}

/** Command-line arguments: given at each start, so that a new version's settings reach an old directory. */
export function settings(major: number, tuning: Tuning, port: number): string[] {
  const all = {
    ...SMALL,
    // Three worker processes fewer.
    ...(major >= 18 && { io_method: 'sync' }),
    ...(tuning === 'throw-away' && THROW_AWAY),
    ...ALWAYS,
    port: String(port),
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Code-point order everywhere: no operating system's or library's update can disturb an index. */
export const initialisation = (major: number, characterTypes: string) => [
  '--encoding=UTF8',
  '--locale=C',
  // pg_trgm asks it what a letter is: under plain C, no Chinese character is one.
  `--lc-ctype=${characterTypes}`,
  ...(major >= 17
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : [`--lc-collate=${characterTypes}`]),
]
