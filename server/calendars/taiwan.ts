import type { CalendarDay, OfficeHours } from './working-time.ts'

/** The centre's hours: Monday to Friday, 08:30 to 17:30, Asia/Taipei. */
export const OFFICE_HOURS: OfficeHours = {
  weekdays: [1, 2, 3, 4, 5],
  open: [{ fromMinute: 8 * 60 + 30, toMinute: 17 * 60 + 30 }],
  utcOffsetMinutes: 8 * 60,
}

const holiday = (day: string, name: string): CalendarDay => ({ day, kind: 'holiday', name })

/**
 * Weekdays on which government offices are closed. Demonstration data, to be checked against the official
 * 政府行政機關辦公日曆表 before a service relies on it: 115 follows the calendar approved on 114.06.13
 * (120 days off); 116 is derived from 紀念日及節日實施條例 and its rules for substitute days.
 * Since 115 there are no make-up working days (補班日); the kind stays for earlier years and typhoon days.
 */
export const GOVERNMENT_CALENDAR: readonly CalendarDay[] = [
  holiday('2026-01-01', '開國紀念日'),
  holiday('2026-02-16', '除夕'),
  holiday('2026-02-17', '春節初一'),
  holiday('2026-02-18', '春節初二'),
  holiday('2026-02-19', '春節初三'),
  holiday('2026-02-20', '除夕前一日補假'),
  holiday('2026-02-27', '和平紀念日補假'),
  holiday('2026-04-03', '兒童節補假'),
  holiday('2026-04-06', '清明節補假'),
  holiday('2026-05-01', '勞動節'),
  holiday('2026-06-19', '端午節'),
  holiday('2026-09-25', '中秋節'),
  holiday('2026-09-28', '孔子誕辰紀念日（教師節）'),
  holiday('2026-10-09', '國慶日補假'),
  holiday('2026-10-26', '臺灣光復暨金門古寧頭大捷紀念日補假'),
  holiday('2026-12-25', '行憲紀念日'),
  holiday('2027-01-01', '開國紀念日'),
  holiday('2027-02-04', '除夕前一日'),
  holiday('2027-02-05', '除夕'),
  holiday('2027-02-08', '春節初三'),
  holiday('2027-02-09', '春節初一補假'),
  holiday('2027-02-10', '春節初二補假'),
  holiday('2027-03-01', '和平紀念日補假'),
  holiday('2027-04-05', '清明節'),
  holiday('2027-04-06', '兒童節補假'),
  holiday('2027-04-30', '勞動節補假'),
  holiday('2027-06-09', '端午節'),
  holiday('2027-09-15', '中秋節'),
  holiday('2027-09-28', '孔子誕辰紀念日（教師節）'),
  holiday('2027-10-11', '國慶日補假'),
  holiday('2027-10-25', '臺灣光復暨金門古寧頭大捷紀念日'),
  holiday('2027-12-24', '行憲紀念日補假'),
  holiday('2027-12-31', '開國紀念日補假'),
]
