import type { Exchange, ExchangeEvent } from '../../../telephony-adapter/exchange.ts'

/** Everything outside an exchange that a test can make happen: callers, phones, fax machines. */
export type World = {
  /** A number people dial to reach us, and the one of our fax. */
  line: string
  faxLine: string
  /** Extensions of phones of ours, at least two; none is registered yet. */
  extensions: readonly string[]
  /** Spoken texts that are there, at least a second long. */
  prompts: readonly string[]
  /** Somebody outside dials. `from` null: the number is withheld. Resolves when the call is under way. */
  dial(call: { from: string | null; to: string; display?: string }): Promise<OutsideCall>
  /** Turns one of our phones on; it registers with that secret. @throws when the exchange refuses it */
  register(extension: string, secret: string): Promise<Phone>
  /** A telephone out there that can be called at that number through our exchange. */
  outside(number: string): Promise<Phone>
  /** A fax machine dials that number and sends so many pages. Resolves when the machine has hung up. */
  sendFax(fax: { from: string; to: string; pages: number; station: string }): Promise<void>
  close(): Promise<void>
}

/** One end of one call, as somebody with a telephone has it. */
export type OutsideCall = {
  state(): 'calling' | 'talking' | 'ended'
  press(digit: string): Promise<void>
  hangUp(): Promise<void>
  /** Whether there is any sound from the other side: packets since the last question. */
  hears(): boolean
}

export type Phone = {
  /** The call that rings or is talked on at this phone, with whom it shows; undefined: none. */
  call(): { state: 'ringing' | 'talking'; shows: { number: string; name: string } } | undefined
  answer(): Promise<void>
  /** The person presses "decline". Somebody who ignores it does nothing at all. */
  decline(): Promise<void>
  hangUp(): Promise<void>
  hold(): Promise<void>
  unhold(): Promise<void>
  /** Digits that were sent to this phone so far. */
  heardDigits(): string
  hears(): boolean
  /** By the phone's own transfer key, without asking anybody first. */
  sendOn(to: string): Promise<void>
  /** Calls `to` on a second line, and when that answers connects both by its own transfer key. */
  sendOnAfterAsking(to: string): Promise<{ complete(): Promise<void> }>
  dial(number: string): Promise<OutsideCall>
  /** It registers no more and answers nothing. */
  turnOff(): Promise<void>
}

export type Ground = { exchange: Exchange; world: World; seen: Seen }

/** What an exchange has told, to be waited for. */
export type Seen = {
  all: ExchangeEvent[]
  /** The first event of this type, from the mark on, that fits. */
  first<T extends ExchangeEvent['type']>(type: T, fits?: (event: Told<T>) => boolean): Promise<Told<T>>
  none<T extends ExchangeEvent['type']>(type: T, fits?: (event: Told<T>) => boolean): boolean
  /** Everything before is as if it had not been. */
  mark(): void
}
export type Told<T extends ExchangeEvent['type']> = ExchangeEvent & { type: T }
