import type { Role } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { ROLES } from './roles.ts'

/** The roles of an account, to be ticked. */
export function RoleChecks({
  legend,
  chosen,
  onChange,
  problem,
  isDisabled = false,
}: {
  legend: string
  chosen: readonly Role[]
  onChange: (roles: Role[]) => void
  problem?: string | undefined
  isDisabled?: boolean
}) {
  const { t } = useT('admin')
  return (
    <fieldset className="admin-checks">
      <legend>{legend}</legend>
      <div>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={t(`roles.${role}`)}
            isDisabled={isDisabled}
            isSelected={chosen.includes(role)}
            onChange={(on) => onChange(ROLES.filter((one) => (one === role ? on : chosen.includes(one))))}
          />
        ))}
      </div>
      <div role="alert">{problem && <ErrorLine>{problem}</ErrorLine>}</div>
    </fieldset>
  )
}
