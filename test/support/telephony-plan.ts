import type { Plan } from '../../telephony-adapter/plan.ts'

/** People dial this and wait at once: nothing is played. */
export const BARE_LINE = '5002'

/** By what an adapter goes that has one line, open day and night, and one agent. */
export const barePlan = (given: Partial<Plan> = {}): Plan => ({
  version: 1,
  madeAt: '2026-11-21T00:00:00.000Z',
  lines: [
    {
      number: BARE_LINE,
      kind: 'voice',
      name: '差勤專線',
      language: 'zh-TW',
      open: [['2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z']],
      closed: [],
      opening: [],
      menu: null,
      defaultSystemId: 1,
      records: true,
    },
  ],
  agents: [
    {
      agentId: 'agent-701',
      name: '王專員',
      extension: '701',
      site: 'nantou',
      tier: 1,
      systemIds: [1],
      isReady: true,
      idleSince: '2026-11-21T00:00:00.000Z',
    },
  ],
  prompts: {},
  waiting: { informEveryMs: 60_000, offerCallBackAfterMs: null, mostMs: 600_000 },
  survey: { isOn: false, leastTalkMs: 10_000, answerWithinMs: 5000 },
  officeNumber: null,
  dialling: { allow: ['+886'], deny: [], perAgentAndHour: 20 },
  mostCallsPerMinute: 1000,
  ...given,
})
