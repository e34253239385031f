import type { Telephony } from './port.ts'

/** No telephone at all: an installation that names no adapter. It says so, and everything else works. */
export const unplugged: Telephony = {
  spoolId: async () => 'unplugged',
  order: async () => ({ ok: false, code: 'link-down' }),
  keepPlan: async () => {},
  follow: () => ({ stop: async () => {} }),
  snapshot: async () => ({ seq: 0, at: new Date(0).toISOString(), calls: [], devices: [], exchanges: [] }),
  fetch: async () => undefined,
  records: async () => [],
  close: async () => {},
}
