const STAYS = 'onewindow.call-opens-no-case'

/** Whether the case of a call is opened when the call is answered; so it is unless the agent wants otherwise. */
export const opensCase = () => localStorage.getItem(STAYS) !== 'yes'

export const switchOpensCase = (on: boolean) =>
  on ? localStorage.removeItem(STAYS) : localStorage.setItem(STAYS, 'yes')
