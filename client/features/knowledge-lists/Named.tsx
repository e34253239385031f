import type { ReactNode } from 'react'

/** A cell that says what it is where rows are stacked on narrow screens; elsewhere, and read out, the column does. */
export const Named = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <span className="asked-name" aria-hidden>
      {name}
    </span>
    {children}
  </>
)
