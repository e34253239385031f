import { useT } from '../../platform/i18n.ts'

const HOUR = 60

/** Minutes of working time as people say them. */
export function useMinutes() {
  const { t } = useT('asked')
  return (minutes: number | null) => {
    if (minutes === null) return t('effect.unknown')
    const whole = Math.round(minutes)
    if (whole < HOUR) return t('effect.minutes', { count: whole })
    return whole % HOUR === 0
      ? t('effect.hours', { hours: whole / HOUR })
      : t('effect.hoursAndMinutes', { hours: Math.floor(whole / HOUR), minutes: whole % HOUR })
  }
}

/** `2026-11` as the reader's calendar writes it. */
export function useMonth() {
  const { language } = useT('asked')
  return (month: string) => {
    const [year = 0, n = 0] = month.split('-').map(Number)
    return language === 'en' ? month : `${year - 1911} 年 ${n} 月`
  }
}
