import {
  BellOff,
  Bot,
  CircleHelp,
  Copy,
  Fingerprint,
  Layers,
  type LucideIcon,
  MailX,
  Paperclip,
  PenLine,
  Repeat,
  RotateCcw,
  Scissors,
  ShieldAlert,
  Split,
  TextCursorInput,
  UserRoundX,
  Wrench,
} from 'lucide-react'
import type { Translate } from '../../platform/i18n.ts'

type T = Translate<'mails'>

/** What is noticeable about a mail: its picture, and whether somebody who answers should beware. */
const MARKS = {
  'sender-not-proved': { Icon: ShieldAlert, tone: 'waiting' },
  'other-sender': { Icon: UserRoundX, tone: 'waiting' },
  'changed-subject': { Icon: PenLine, tone: 'waiting' },
  held: { Icon: Paperclip, tone: 'waiting' },
  'too-many': { Icon: Layers, tone: 'waiting' },
  bounce: { Icon: MailX, tone: 'overdue' },
  loop: { Icon: Repeat, tone: 'overdue' },
  'no-sender': { Icon: UserRoundX, tone: 'plain' },
  reopened: { Icon: RotateCcw, tone: 'plain' },
  automatic: { Icon: Bot, tone: 'plain' },
  'same-mail': { Icon: Copy, tone: 'plain' },
  'same-id-other-content': { Icon: Fingerprint, tone: 'plain' },
  'split-off': { Icon: Split, tone: 'plain' },
  'no-receipt': { Icon: BellOff, tone: 'plain' },
  'charset-guessed': { Icon: TextCursorInput, tone: 'plain' },
  'structure-repaired': { Icon: Wrench, tone: 'plain' },
  'headers-cut': { Icon: Scissors, tone: 'plain' },
  'text-cut': { Icon: Scissors, tone: 'plain' },
  'parts-cut': { Icon: Scissors, tone: 'plain' },
} as const satisfies Record<string, { Icon: LucideIcon; tone: string }>

export type Mark = keyof typeof MARKS

const isKnown = (code: string): code is Mark => Object.hasOwn(MARKS, code)

/** A mark in a picture and words. One that this page does not know is told by its code rather than hidden. */
export const markOf = (t: T, code: string): { Icon: LucideIcon; tone: string; word: string } =>
  isKnown(code)
    ? { ...MARKS[code], word: t(`marks.${code}`) }
    : { Icon: CircleHelp, tone: 'plain', word: t('marks.unknown', { code }) }

/** Words by a code that may be one that this page does not know; then none. */
export const wordsOr = (
  t: T,
  key: 'reasons' | 'faults' | 'reader.held' | 'trace.steps' | 'trace.through',
  code: string,
) =>
  code === 'unknown'
    ? ''
    : (t as unknown as (key: string, options: object) => string)(`${key}.${code}`, {
        defaultValue: '',
        nsSeparator: false,
      })

/** Why a mail waits or was refused, in words; the code where there are none. */
export const reasonOf = (t: T, code: string): string =>
  wordsOr(t, 'reasons', code) || t('reasons.unknown', { code })

/** Why it could not be dealt with, in words where there are some. */
export const faultOf = (t: T, code: string): string => wordsOr(t, 'faults', code.replace(': ', '-')) || code
