import type { UseQueryResult } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import './Card.css'

/** A part of the panel with a heading of its own. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="context-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

type Asked<Data> = {
  query: Pick<UseQueryResult<Data>, 'data' | 'isError' | 'isFetching' | 'refetch'>
  children: (data: Data) => ReactNode
}

/** A part that is asked for, with its heading. */
export const AskedCard = <Data,>({ title, ...asked }: Asked<Data> & { title: string }) => (
  <Card title={title}>
    <Answered {...asked} />
  </Card>
)

/** What is asked for: its shape while it comes, and a way to try again when it does not. */
export function Answered<Data>({ query: { data, isError, isFetching, refetch }, children }: Asked<Data>) {
  const { t } = useT('cases')
  if (data !== undefined) return children(data)
  if (!isError) return <Skeleton count={2} />
  return (
    <div className="context-failed">
      <ErrorLine>{t('context.failed')}</ErrorLine>
      <Button
        size="small"
        icon={<RotateCw aria-hidden />}
        onPress={() => void refetch()}
        isPending={isFetching}
      >
        {t('common:retry')}
      </Button>
    </div>
  )
}

/** A fact with its name. Nothing known, nothing shown. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
