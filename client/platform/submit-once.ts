import { type FormEvent, useEffect, useState } from 'react'

/**
 * For forms that the browser posts: holds back what is not ready and every press after the first. Coming back to the
 * page as it was left makes the form ready again.
 *
 * @param mayGo says whether the form is fit to be sent; it shows what is not
 */
export function useSubmitOnce(mayGo: (form: HTMLFormElement) => boolean = () => true) {
  const [sending, setSending] = useState(false)
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => event.persisted && setSending(false)
    addEventListener('pageshow', onShow)
    return () => removeEventListener('pageshow', onShow)
  }, [])
  return {
    sending,
    onSubmit(event: FormEvent<HTMLFormElement>) {
      if (sending || !mayGo(event.currentTarget)) event.preventDefault()
      else setSending(true)
    },
  }
}
