import { useNavigate } from '@tanstack/react-router'

/** Goes to a case; what is being written elsewhere is kept as a draft. */
export function useOpenCase() {
  const navigate = useNavigate()
  return (number: string) =>
    void navigate({ to: '/desk/q/$view/{-$number}', params: { view: 'mine', number }, search: {} })
}
