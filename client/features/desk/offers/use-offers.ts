import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Offer } from '../../../../server/api.ts'
import { deskQuery } from '../../../parts/desk/queries.ts'
import { api } from '../../../platform/api.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { useHint } from '../../../platform/live.ts'
import { useTitleBadge } from '../../../platform/title.ts'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { useToast } from '../../../ui/Toasts.tsx'

const NONE: readonly Offer[] = []

/** What is offered to the reader now, told as it comes and goes, and how to answer it. */
export function useOffers(ring: () => void) {
  const { t } = useT('desk')
  const queries = useQueryClient()
  const announce = useAnnounce()
  const toast = useToast()
  const navigate = useNavigate()
  const { data } = useQuery(deskQuery)
  const offers = data?.offers ?? NONE
  const known = useRef<readonly Offer[]>(NONE)
  const answered = useRef(new Set<string>())
  useTitleBadge(offers.length)

  const askAgain = () => void queries.invalidateQueries({ queryKey: deskQuery.queryKey })
  useHint('offer.made', askAgain)
  useHint('board.changed', askAgain)
  useHint('offer.ended', ({ offerId, outcome }) => {
    const offer = known.current.find(({ id }) => id === offerId)
    const ended = outcome === 'expired' || outcome === 'withdrawn'
    if (offer && ended && !answered.current.has(offerId))
      toast({ text: t(`offers.ended.${outcome}`, { number: offer.case.number }) })
    askAgain()
  })

  useEffect(() => {
    const fresh = offers.filter(({ id }) => !known.current.some((offer) => offer.id === id))
    known.current = offers
    if (fresh.length === 0) return
    ring()
    for (const { case: row } of fresh)
      announce(t('offers.announced', { number: row.number, title: row.title, requester: row.requesterName }))
  }, [offers, ring, announce, t])

  const settle = (offer: Offer) => {
    queries.setQueryData(
      deskQuery.queryKey,
      (now) => now && { ...now, offers: now.offers.filter(({ id }) => id !== offer.id) },
    )
    askAgain()
    void queries.invalidateQueries({ queryKey: ['cases'] })
  }
  const fail = (error: unknown, offer: Offer) => {
    toast({ text: problemSentence(t, error), tone: 'danger' })
    answered.current.delete(offer.id)
    askAgain()
  }
  const accept = useMutation({
    mutationFn: (offer: Offer) => {
      answered.current.add(offer.id)
      return api('POST /desk/offers/:offerId/acceptance', { params: { offerId: offer.id } })
    },
    onSuccess: ({ number }, offer) => {
      settle(offer)
      toast({ text: t('offers.accepted', { number }), tone: 'success' })
      void navigate({ to: '/desk/q/$view/{-$number}', params: { view: 'mine', number }, search: {} })
    },
    onError: fail,
  })
  const decline = useMutation({
    mutationFn: (offer: Offer) => {
      answered.current.add(offer.id)
      return api('POST /desk/offers/:offerId/refusal', { params: { offerId: offer.id } })
    },
    onSuccess: (_, offer) => {
      settle(offer)
      toast({ text: t('offers.declined', { number: offer.case.number }) })
    },
    onError: fail,
  })
  return { offers, accept, decline, expire: askAgain }
}
