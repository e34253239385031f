/** By what the adapter goes when it need not ask: made by the server whenever something of it changes. */
export type Plan = {
  /** Rises with every change. */
  version: number
  madeAt: string
  lines: Line[]
  /** Everybody who may answer calls, for finding callers' numbers of ours and for routing while the server is away. */
  agents: PlanAgent[]
  /** What each spoken text is, by key and language. A key of `prompts.ts` that is missing here is the one it brings. */
  prompts: Record<string, Partial<Record<Language, { sha256: string; url: string }>>>
  waiting: {
    /** Position and expected wait are said when the caller begins to wait, and again so often. */
    informEveryMs: number
    /** Whoever has waited so long may ask to be called back; null: never. */
    offerCallBackAfterMs: number | null
    /** Then the call goes to the office exchange, or is said good-bye to. */
    mostMs: number
  }
  survey: { isOn: boolean; leastTalkMs: number; answerWithinMs: number }
  /** The exchange of the office, where calls go when nobody of ours can take them; null: none. */
  officeNumber: string | null
  dialling: {
    /** Beginnings of numbers in E.164 that may be dialled; everything else is refused. */
    allow: string[]
    /** Exceptions to them. */
    deny: string[]
    perAgentAndHour: number
  }
  /** More calls of one number within a minute are turned away with a word; withheld numbers count as one. */
  mostCallsPerMinute: number
}

export type Language = 'zh-TW' | 'en'

export type Line = {
  /** What people dial, as the exchange names it. */
  number: string
  kind: 'voice' | 'fax'
  name: string
  language: Language
  /** When somebody answers, as [from, to) in ISO 8601, for the coming days. Outside of it `closed` is played. */
  open: [string, string][]
  closed: string[]
  /** Played first, in this order: greeting, what is going on, that calls are recorded. */
  opening: string[]
  /** No menu: everybody waits for whoever takes the line. */
  menu: { prompt: string; choices: Record<string, MenuChoice>; timeoutMs: number; mostTries: number } | null
  defaultSystemId: number
  records: boolean
}
export type MenuChoice = { to: 'system'; systemId: number } | { to: 'operator' } | { to: 'again' }

export type PlanAgent = {
  agentId: string
  name: string
  extension: string
  site: string
  tier: number
  systemIds: number[]
  /** As the server last knew: ready and not on a call. */
  isReady: boolean
  /** Ready, but for the last call, which they write up until then at the latest; null: they do not. */
  writesUntil?: string | null
  idleSince: string
}
