import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Case, Contact, Proficiency } from '../../../../server/api.ts'
import { DialButton } from '../../../parts/calls/DialButton.tsx'
import { Card, Fact } from '../../../parts/card/Card.tsx'
import { api } from '../../../platform/api.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { formatPhone } from '../../../platform/phone.ts'
import { useMay } from '../../../platform/session.ts'
import { Select } from '../../../ui/Select.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { personQuery } from '../queries.ts'

const LEVELS = ['novice', 'regular', 'expert'] as const satisfies readonly Proficiency[]

/** Who asks: what the directory knows of them beside what the case was given. */
export function ContactCard({ row }: { row: Case }) {
  const { t } = useT('cases')
  const may = useMay()
  const { data: person } = useQuery({
    ...personQuery(row.requesterId ?? ('' as Contact['id'])),
    enabled: row.requesterId !== null && may('directory:read'),
  })
  const phones = person?.phones.map(({ shown }) => shown) ?? []
  const given = row.requesterPhone ? formatPhone(row.requesterPhone) : ''
  const numbers = [...new Set([given, ...phones].filter(Boolean))]
  const mails = [...new Set([row.requesterEmail, person?.email].filter((mail) => mail != null))]
  return (
    <Card title={t('context.contact')}>
      <dl>
        <Fact name={t('context.name')}>{[row.requesterName, person?.title].filter(Boolean).join('　')}</Fact>
        <Fact name={t('context.agency')}>{person?.agency?.name ?? row.agencyName}</Fact>
        <Fact name={t('context.phone')}>
          {numbers.length === 0
            ? null
            : numbers.map((number) => (
                <span key={number} className="context-phone">
                  {number}
                  <DialButton number={number} name={row.requesterName} caseId={row.id} />
                </span>
              ))}
        </Fact>
        <Fact name={t('context.mail')}>
          {mails.length === 0
            ? null
            : mails.map((mail) => (
                <a key={mail} href={`mailto:${mail}`}>
                  {mail}
                </a>
              ))}
        </Fact>
        {person && (
          <Fact name={t('context.recent')}>
            {t('context.recentCases', { count: person.caseCount90Days })}
          </Fact>
        )}
      </dl>
      {!row.requesterId && <p className="muted">{t('context.unmatched')}</p>}
      {person && <Level person={person} />}
    </Card>
  )
}

/** How well somebody knows the systems: an agent explains accordingly. */
function Level({ person }: { person: Contact }) {
  const { t } = useT('cases')
  const may = useMay()
  const queries = useQueryClient()
  const toast = useToast()
  const set = useMutation({
    mutationFn: (proficiency: Proficiency) =>
      api('PUT /people/:personId/proficiency', { params: { personId: person.id }, body: { proficiency } }),
    onSuccess: (changed) => {
      queries.setQueryData(personQuery(person.id).queryKey, changed)
      toast({ text: t('context.proficiencySaved'), tone: 'success' })
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
  return (
    <Select
      className="context-level"
      label={t('context.proficiency')}
      placeholder={null}
      isDisabled={!may('directory:write') || set.isPending}
      options={LEVELS.map((id) => ({ id, label: t(`context.levels.${id}`) }))}
      value={person.proficiency}
      onChange={(id) => set.mutate(id as Proficiency)}
    />
  )
}
