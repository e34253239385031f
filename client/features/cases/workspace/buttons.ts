import type { Case } from '../../../../server/api.ts'
import type { AskingVerb } from '../dialogs/verb-dialogs.ts'

type OutrightVerb = 'claim' | 'accept' | 'start'

const OUTRIGHT: readonly OutrightVerb[] = ['claim', 'accept', 'start']
const MAIN: readonly AskingVerb[] = ['return', 'reopen', 'close']
const MORE: readonly AskingVerb[] = ['escalate', 'hand-over', 'assign', 'requeue', 'withdraw']

/**
 * Which buttons a case has for this reader: those that act at once, those that stand in the header, those in its menu.
 * Where accepting is possible, taking from the queue is the same thing under another name.
 */
export function buttonsOf({ actions, status }: Pick<Case, 'actions' | 'status'>) {
  const has = (verb: string) => actions.includes(verb)
  const reopensByItself = status === 'answered' && has('start')
  return {
    outright: OUTRIGHT.filter((verb) => has(verb) && !(verb === 'claim' && has('accept'))),
    main: MAIN.filter((verb) => has(verb) && !(verb === 'reopen' && reopensByItself)),
    more: MORE.filter(has),
  }
}
