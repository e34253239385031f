import type { Language } from '../platform/problems.ts'
import type { Decision, NobodyReason, OfferReason, Withdrawal } from './reasons.ts'
import type { Obstacle } from './rules.ts'

/** A decision as a sentence for the reader. */
export const wordsOf = (decision: Decision, language: Language) =>
  language === 'en' ? inEnglish(decision) : inChinese(decision)

function inChinese({ outcome, reason }: Decision): string {
  switch (outcome) {
    case 'offered':
      return `${because(reason, ZH).join('，')}。`
    case 'accepted':
      return '服務人員已接辦。'
    case 'declined':
      return '服務人員婉拒，改派下一位。'
    case 'expired':
      return '時限內未回應，改派下一位。'
    case 'withdrawn':
      return WITHDRAWN_ZH[reason.why]
    case 'nobody-skilled':
      return `${reason.queue}目前沒有具「${reason.system}」技能的人員，案件留在佇列等候。`
    case 'queue-paused':
      return `${reason.queue}停分中，案件留在佇列，恢復後依等候先後派出。`
    case 'nobody-free':
      return `具「${reason.system}」技能的 ${reason.skilled} 人目前都無法接案（${hindered(reason, OBSTACLES_ZH, '、', (n, word) => `${word} ${n} 人`)}），案件留在佇列等候。`
  }
}

function inEnglish({ outcome, reason }: Decision): string {
  switch (outcome) {
    case 'offered':
      return `${because(reason, EN).join('; ')}.`
    case 'accepted':
      return 'Accepted by the agent.'
    case 'declined':
      return 'Declined; offered to the next.'
    case 'expired':
      return 'No response in time; offered to the next.'
    case 'withdrawn':
      return WITHDRAWN_EN[reason.why]
    case 'nobody-skilled':
      return `Nobody of ${reason.queue} has the skill for ${reason.system}; the case waits in the queue.`
    case 'queue-paused':
      return `${reason.queue} is paused; the case waits and is offered in turn when it goes on.`
    case 'nobody-free':
      return `None of the ${reason.skilled} with the skill for ${reason.system} can take it now (${hindered(reason, OBSTACLES_EN, ', ', (n, word) => `${n} ${word}`)}); the case waits in the queue.`
  }
}

type Phrases = { [K in 'skill' | 'site' | 'room']: (reason: OfferReason) => string } & {
  oldest: string
  agency: string
}

const because = (reason: OfferReason, say: Phrases) => [
  ...(reason.by === 'agent' ? [say.oldest] : []),
  say.skill(reason),
  ...(reason.forAgency ? [say.agency] : []),
  ...(reason.site ? [say.site(reason)] : []),
  say.room(reason),
]

const ZH: Phrases = {
  oldest: '可接新案，取同優先等級中等候最久的案件',
  agency: '負責該機關',
  skill: ({ system, level, ownsSystem, ofVendor, tier }) => {
    if (ofVendor && tier === 4) return `「${system}」的委外廠商`
    if (ownsSystem && tier === 3) return `「${system}」的系統負責人`
    return `具「${system}」技能（${level} 級）`
  },
  site: ({ site }) =>
    site ? `${site.name}近期分得 ${percentOf(site.given, site.of)}%（目標 ${site.share}%）` : '',
  room: ({ held, capacity, idleSeconds }) =>
    `手上 ${held} 件（上限 ${capacity} 件），距上次派案 ${Math.floor(idleSeconds / 60)} 分鐘`,
}

const EN: Phrases = {
  oldest: 'Has room and takes what has waited longest at the same priority',
  agency: 'looks after the agency',
  skill: ({ system, level, ownsSystem, ofVendor, tier }) => {
    if (ofVendor && tier === 4) return `Vendor of ${system}`
    if (ownsSystem && tier === 3) return `Owner of ${system}`
    return `Skill for ${system} at level ${level}`
  },
  site: ({ site }) =>
    site
      ? `${site.name} has lately been given ${percentOf(site.given, site.of)}% (target ${site.share}%)`
      : '',
  room: ({ held, capacity, idleSeconds }) =>
    `${held} of ${capacity} in hand, last given work ${Math.floor(idleSeconds / 60)} min ago`,
}

const WITHDRAWN_ZH: Record<Withdrawal, string> = {
  'case-gone': '案件已由他人接辦或已結束，收回派案通知。',
  'case-moved': '案件已改送其他佇列或系統別，收回派案通知並重新分派。',
  'agent-left': '服務人員離開值機，收回派案通知並改派。',
  'agent-paused': '督導對這位服務人員停分，收回派案通知並改派。',
  'agent-changed': '服務人員的層級已調整，收回派案通知並改派。',
  'desk-closed': '服務人員的工作桌面已關閉，收回派案通知並改派。',
}

const WITHDRAWN_EN: Record<Withdrawal, string> = {
  'case-gone': 'Somebody took the case or it ended; the offer was taken back.',
  'case-moved': 'The case moved to another queue or system; the offer was taken back and routed again.',
  'agent-left': 'The agent is no longer ready; the offer went on to the next.',
  'agent-paused': 'A supervisor paused the agent; the offer went on to the next.',
  'agent-changed': "The agent's tier was changed; the offer went on to the next.",
  'desk-closed': "The agent's desk was closed; the offer went on to the next.",
}

const OBSTACLES_ZH: Record<Obstacle, string> = {
  disabled: '帳號停用',
  'owns-case': '原承辦',
  'refused-lately': '剛婉拒或未接本案',
  offline: '未上線',
  away: '離席',
  break: '休息',
  paused: '停分',
  'not-responding': '未接',
  reserved: '即將來電',
  ringing: '響鈴中',
  'on-call': '通話中',
  'wrap-up': '後處理',
  full: '滿載',
}

const OBSTACLES_EN: Record<Obstacle, string> = {
  disabled: 'disabled',
  'owns-case': 'already handling it',
  'refused-lately': 'just refused it',
  offline: 'offline',
  away: 'away',
  break: 'on a break',
  paused: 'paused',
  'not-responding': 'not responding',
  reserved: 'reserved',
  ringing: 'ringing',
  'on-call': 'on a call',
  'wrap-up': 'in wrap-up',
  full: 'at capacity',
}

const hindered = (
  { obstacles }: NobodyReason,
  words: Record<Obstacle, string>,
  comma: string,
  say: (n: number, word: string) => string,
) =>
  Object.entries(obstacles)
    .sort(([, a], [, b]) => b - a)
    .map(([obstacle, n]) => say(n, words[obstacle as Obstacle]))
    .join(comma)

const percentOf = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((100 * part) / whole))
