import { useCallback, useEffect, useRef, useState } from 'react'
import type { Api, Input, SimulatedCall } from '../../../server/api.ts'
import { api, Problem } from '../../platform/api.ts'

type Placed = Input<Api['POST /demonstration/telephone/calls']>['body']

const LOOK_EVERY_MS = 700

export const isLive = (call: SimulatedCall | null) =>
  call !== null && call.state !== 'ended' && call.state !== 'unreachable'

/** One call of the visitor at a time: placed, looked at until it is over, hung up when the page is left. */
export function useSimulatedCall() {
  const [call, setCall] = useState<SimulatedCall | null>(null)
  const [problem, setProblem] = useState<string>()
  const latest = useRef<SimulatedCall | null>(null)
  /** An older answer says nothing about now. */
  const turn = useRef(0)

  const follow = useCallback(async (asked: () => Promise<SimulatedCall>) => {
    turn.current += 1
    const mine = turn.current
    try {
      const answer = await asked()
      if (mine !== turn.current) return
      latest.current = answer
      setCall(answer)
      setProblem(undefined)
    } catch (error) {
      if (mine === turn.current) setProblem(reasonOf(error))
    }
  }, [])

  const id = call?.id
  const live = isLive(call)
  useEffect(() => {
    if (!id || !live) return
    const looking = setInterval(
      () => void follow(() => api('GET /demonstration/telephone/calls/:id', { params: { id } })),
      LOOK_EVERY_MS,
    )
    return () => clearInterval(looking)
  }, [id, live, follow])

  useEffect(
    () => () => {
      const left = latest.current
      if (left && isLive(left) && left.faxPages === null)
        void api('DELETE /demonstration/telephone/calls/:id', { params: { id: left.id } }).catch(() => {})
    },
    [],
  )
  return {
    call,
    problem,
    place: (body: Placed) => follow(() => api('POST /demonstration/telephone/calls', { body })),
    press: async (digits: string) => {
      if (id)
        await follow(() =>
          api('POST /demonstration/telephone/calls/:id/keys', { params: { id }, body: { digits } }),
        )
    },
    hangUp: async () => {
      if (id) await follow(() => api('DELETE /demonstration/telephone/calls/:id', { params: { id } }))
    },
  }
}

const reasonOf = (error: unknown) =>
  error instanceof Problem ? (error.sentence ?? error.code) : 'unreachable'
