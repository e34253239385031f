import {
  requesterReopens,
  requesterVerifies,
  requesterWithdraws,
  requesterWrites,
} from '../cases/by-requester.ts'
import type { StoredCase } from '../cases/tables.ts'
import type { Actor } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import type { Input } from '../platform/http/contract.ts'
import type { From } from '../platform/http/routes.ts'
import { Refusal } from '../platform/refusal.ts'
import type { intakeApi } from './api.ts'
import { type OpenedCase, openProgress, requesterOf } from './open-progress.ts'
import { presentPortalCase } from './portal-case.ts'
import { isVisible } from './subject.ts'

type Needed = Pick<Deps, 'db' | 'now' | 'secrets'>
type Asked = { actor: Actor | undefined; number: string; from: Pick<From, 'address' | 'idempotencyKey'> }
type Body<K extends keyof typeof intakeApi> =
  Input<(typeof intakeApi)[K]> extends { body: infer B } ? B : never

/** The progress of a case. @throws Refusal of `openProgress` */
export const readProgress = (deps: Needed, asked: Asked, { code }: Body<'POST /progress/:number'>) =>
  onOpened(deps, asked, code, async ({ row }) => row)

/**
 * The requester adds information. The same idempotency key twice is one message.
 * @throws Refusal of `openProgress` and `requesterWrites`; 'invalid' `text-missing`
 */
export const addInformation = (
  deps: Needed,
  asked: Asked,
  { code, text, fileIds = [] }: Body<'POST /progress/:number/messages'>,
) =>
  onOpened(deps, asked, code, ({ row, by }) => {
    demandText(text)
    return requesterWrites(deps, row.id, { text, fileIds, by, key: asked.from.idempotencyKey })
  })

/** The requester needs no help any more. @throws Refusal of `openProgress` and `requesterWithdraws` */
export const withdraw = (
  deps: Needed,
  asked: Asked,
  { code, reason }: Body<'POST /progress/:number/withdrawal'>,
) => onOpened(deps, asked, code, ({ row, by }) => requesterWithdraws(deps, row.id, { reason, by }))

/** It is not over after all. @throws Refusal of `openProgress` and `requesterReopens`; 'invalid' `text-missing` */
export const reopen = (
  deps: Needed,
  asked: Asked,
  { code, reason }: Body<'POST /progress/:number/reopening'>,
) =>
  onOpened(deps, asked, code, ({ row, by }) => {
    demandText(reason)
    return requesterReopens(deps, row.id, { reason, by })
  })

/** The verdict on a correction. @throws Refusal of `openProgress` and `requesterVerifies` */
export const verify = (
  deps: Needed,
  asked: Asked,
  { code, solved, comment }: Body<'POST /progress/:number/verification'>,
) => onOpened(deps, asked, code, ({ row, by }) => requesterVerifies(deps, row.id, { solved, comment, by }))

async function onOpened(
  deps: Needed,
  { actor, number, from: { address } }: Asked,
  code: string | undefined,
  act: (scene: { row: StoredCase; by: ReturnType<typeof requesterOf> }) => Promise<StoredCase>,
) {
  const opened: OpenedCase = await openProgress(deps, actor, { number, code, address })
  const row = await act({ row: opened.row, by: requesterOf(opened, actor, address) })
  return presentPortalCase(deps, opened, row)
}

function demandText(text: string) {
  if (!isVisible(text)) throw new Refusal('invalid', 'text-missing')
}
