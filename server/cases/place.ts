import type { StoredCase } from './tables.ts'

type Place = Pick<StoredCase, 'status' | 'ownerId' | 'closedAt'>

/** Whether the case waits in a queue: nobody owns it, or it is escalated and not yet accepted there. */
export const waitsInQueue = ({ status, ownerId, closedAt }: Place) =>
  closedAt === null && (ownerId === null || status === 'escalated')

/** Whose capacity the case takes; nobody's while the requester or another queue is to act. */
export const occupied = ({ status, ownerId, closedAt }: Place) =>
  closedAt === null && (status === 'assigned' || status === 'in-progress' || status === 'reopened')
    ? ownerId
    : null
