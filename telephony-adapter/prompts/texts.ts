import type { Language } from '../plan.ts'

/** What callers hear, by key: the words that the sounds are made from, and that the settings show. */
type Spoken = Record<Language, string>

const SENTENCES = {
  greeting: {
    'zh-TW': '您好，這裡是人事資訊系統客服中心。',
    en: 'Welcome to the service centre for personnel information systems.',
  },
  closed: {
    'zh-TW':
      '現在是非服務時間。服務時間為週一至週五，上午八點三十分到下午五點三十分。您也可以在網站留言，我們會儘快處理。',
    en: 'We are closed now. Our hours are Monday to Friday, half past eight to half past five. You can also leave your question on our website.',
  },
  holiday: {
    'zh-TW': '今天是假日，客服中心休息。您可以在網站留言，我們會在下一個上班日處理。',
    en: 'Today is a holiday and the service centre is closed. You can leave your question on our website; we will deal with it on the next working day.',
  },
  again: { 'zh-TW': '重聽請按星號。', en: 'To hear this again, press star.' },
  operator: { 'zh-TW': '由專人服務請按九。', en: 'For an operator, press nine.' },
  'please-wait': {
    'zh-TW': '正在為您轉接服務人員，請稍候。',
    en: 'Please wait while we connect you.',
  },
  'position-many': {
    'zh-TW': '目前排隊的人較多，您前面還有二十位以上。',
    en: 'More than twenty callers are waiting before you.',
  },
  'wait-about': { 'zh-TW': '預估還要等候大約', en: 'The expected wait is about' },
  'wait-minutes': { 'zh-TW': '分鐘。', en: 'minutes.' },
  'wait-below-minute': { 'zh-TW': '預估一分鐘內為您服務。', en: 'We expect to answer within a minute.' },
  'wait-long': { 'zh-TW': '預估等候時間超過一小時。', en: 'The expected wait is more than an hour.' },
  'call-back-offer': {
    'zh-TW': '若不想等候，請按一，我們保留您的順位，輪到您時會回電給您。',
    en: 'If you would rather not wait, press one. You keep your place and we will call you back when it is your turn.',
  },
  'call-back-confirmed': {
    'zh-TW': '已為您登記回電，輪到您時會撥打這支電話。謝謝您，再見。',
    en: 'We will call you back at this number when it is your turn. Thank you, goodbye.',
  },
  'call-back-confirm': {
    'zh-TW': '我們會撥打您現在使用的這支電話。確定請按一，繼續等候請按其他鍵。',
    en: 'We will call the number you are calling from. To confirm, press one; to go on waiting, press any other key.',
  },
  'all-busy': {
    'zh-TW': '很抱歉，服務人員目前都在忙線中。您的來電已經登記，我們會與您聯絡，再見。',
    en: 'We are sorry, all our agents are busy. Your call has been noted and we will get in touch with you. Goodbye.',
  },
  'agent-lost': {
    'zh-TW': '服務人員的線路中斷了，請不要掛斷，我們立即為您轉接其他服務人員。',
    en: 'The line of our agent was cut off. Please stay on the line; we are connecting you to another agent.',
  },
  'dial-not-allowed': {
    'zh-TW': '這個號碼不開放撥打。',
    en: 'This number may not be dialled.',
  },
  'dial-not-reached': {
    'zh-TW': '您撥的電話沒有接通。',
    en: 'The number you dialled could not be reached.',
  },
  'recording-notice': {
    'zh-TW': '為確保服務品質，通話將會錄音。',
    en: 'Calls are recorded to assure the quality of our service.',
  },
  'survey-consent': {
    'zh-TW': '是否願意花十秒鐘，對這次服務評分？願意請按一，不願意請直接掛斷或按二。',
    en: 'Would you take ten seconds to rate this service? If so, press one; if not, press two or hang up.',
  },
  'survey-question': {
    'zh-TW': '請為這次服務評分。非常滿意請按五，滿意請按四，普通請按三，不滿意請按二，非常不滿意請按一。',
    en: 'Please rate this service. Press five for very satisfied, four for satisfied, three for fair, two for dissatisfied, one for very dissatisfied.',
  },
  'survey-thanks': {
    'zh-TW': '已收到您的評分，謝謝您，再見。',
    en: 'We have your rating. Thank you, goodbye.',
  },
  'survey-refused': { 'zh-TW': '謝謝您的來電，再見。', en: 'Thank you for calling, goodbye.' },
  goodbye: { 'zh-TW': '謝謝您的來電，再見。', en: 'Thank you for calling, goodbye.' },
  'wrong-choice': {
    'zh-TW': '沒有這個選項，請再按一次。',
    en: 'That is not one of the choices. Please try again.',
  },
  'too-many-calls': {
    'zh-TW': '這支電話在一分鐘內來電次數過多，請稍後再撥。',
    en: 'There have been too many calls from this number within a minute. Please call again later.',
  },
  office: {
    'zh-TW': '客服人員目前無法接聽，為您轉接辦公室總機，請稍候。',
    en: 'Our agents cannot answer at the moment. We are connecting you to the office.',
  },
} satisfies Record<string, Spoken>

/** How far places in the queue are said one by one. */
const LAST_PLACE = 20
const LAST_NUMBER = 60

const ZH_DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const EN_NUMBERS = [
  ...[
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const EN_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty']

function zhNumber(n: number): string {
  if (n < 10) return ZH_DIGITS[n]!
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens === 1 ? '' : ZH_DIGITS[tens]}十${ones === 0 ? '' : ZH_DIGITS[ones]}`
}

function enNumber(n: number): string {
  if (n < 20) return EN_NUMBERS[n]!
  return n % 10 === 0 ? EN_TENS[n / 10]! : `${EN_TENS[Math.floor(n / 10)]} ${EN_NUMBERS[n % 10]}`
}

const places = Array.from({ length: LAST_PLACE }, (_, n) => n + 1).map((place): [string, Spoken] => [
  `position-${place}`,
  place === 1
    ? { 'zh-TW': '下一位就是您。', en: 'You are next.' }
    : {
        'zh-TW': `您目前排在第${zhNumber(place)}位。`,
        en: `You are number ${enNumber(place)} in the queue.`,
      },
])
const numbers = Array.from({ length: LAST_NUMBER + 1 }, (_, n): [string, Spoken] => [
  `number-${n}`,
  { 'zh-TW': n === 2 ? '兩' : zhNumber(n), en: enNumber(n) },
])

/** Every text that is the same everywhere; the product brings sounds of them. Menu and announcements are made of settings. */
export const PROMPT_TEXTS: Readonly<Record<string, Spoken>> = {
  ...SENTENCES,
  ...Object.fromEntries([...places, ...numbers]),
}

/**
 * What somebody who waits is told, as keys to be played one after the other.
 * @param waitSeconds null: not known, and nothing is said of it
 */
export function waitingPrompts(
  position: number,
  waitSeconds: number | null,
  offersCallBack: boolean,
): string[] {
  return [
    position > LAST_PLACE ? 'position-many' : `position-${Math.max(1, Math.trunc(position))}`,
    ...(waitSeconds === null ? [] : waitPrompts(waitSeconds)),
    ...(offersCallBack ? ['call-back-offer'] : []),
  ]
}

function waitPrompts(seconds: number): string[] {
  if (seconds <= 60) return ['wait-below-minute']
  const minutes = Math.ceil(seconds / 60)
  return minutes > LAST_NUMBER ? ['wait-long'] : ['wait-about', `number-${minutes}`, 'wait-minutes']
}

export type SpokenChoice = { digit: string } & (
  | { action: 'system'; systemName: string }
  | { action: 'operator' | 'again' }
)

const KEYS: Readonly<Record<string, Spoken>> = {
  '*': { 'zh-TW': '星號', en: 'star' },
  '#': { 'zh-TW': '井字號', en: 'hash' },
}

/** The menu in words: `WebHR 請按一，…，由專人服務請按九，重聽請按星號。` */
export function menuText(choices: readonly SpokenChoice[], language: Language): string {
  const parts = choices.map((choice) => {
    const key =
      KEYS[choice.digit]?.[language] ?? (language === 'en' ? enNumber : zhNumber)(Number(choice.digit))
    if (language === 'en') {
      if (choice.action === 'system') return `For ${choice.systemName}, press ${key}`
      return choice.action === 'operator'
        ? `For an operator, press ${key}`
        : `To hear this again, press ${key}`
    }
    if (choice.action === 'system') return `${choice.systemName}請按${key}`
    return choice.action === 'operator' ? `由專人服務請按${key}` : `重聽請按${key}`
  })
  if (parts.length === 0) return ''
  return language === 'en' ? `${parts.join('. ')}.` : `${parts.join('，')}。`
}
