import type { Command, Result } from '../../../telephony-adapter/port.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'

/**
 * Asks the exchange to do something. Resolves when it has accepted it; an event says that it has happened.
 *
 * @throws Refusal 'conflict' `call-gone`, `phone-unavailable`, 'forbidden' `number-not-allowed`
 * @throws Refusal 'unsupported' `telephone-cannot`, 'unavailable' `telephone-away`
 */
export async function orderOrRefuse({ telephony }: Pick<Deps, 'telephony'>, command: Command): Promise<void> {
  const result = await telephony.order(command)
  if (!result.ok) throw refusalOf(result.code)
}

function refusalOf(code: Extract<Result, { ok: false }>['code']): Refusal {
  switch (code) {
    case 'gone':
      return new Refusal('conflict', 'call-gone')
    case 'busy':
    case 'unavailable':
      return new Refusal('conflict', 'phone-unavailable')
    case 'not-allowed':
      return new Refusal('forbidden', 'number-not-allowed')
    case 'unsupported':
      return new Refusal('unsupported', 'telephone-cannot')
    default:
      return new Refusal('unavailable', 'telephone-away')
  }
}
