import type { Db } from '../../platform/database/database.ts'
import { readSetting } from '../../platform/settings.ts'
import type { CallSettings } from './api.ts'

export const GENERAL_SETTING = 'calls.general'

export type General = CallSettings['general']

/** Where nothing was set. Numbers of other countries and Taiwan's premium ones (0203, 0204, 0209) are not dialled. */
const USUAL: General = {
  informEverySeconds: 45,
  offerCallBackAfterSeconds: 60,
  mostWaitSeconds: 15 * 60,
  asksSurvey: true,
  surveyLeastTalkSeconds: 10,
  officeNumber: null,
  allow: ['+886'],
  deny: ['+886203', '+886204', '+886209'],
  callOutsPerHour: 30,
  mostCallsPerMinute: 6,
  recordingDays: 180,
  showsListening: true,
}

/** What holds for all calls: setting `calls.general`, and the usual value of whatever it does not name. */
export const readGeneral = async (db: Db): Promise<General> => ({
  ...USUAL,
  ...((await readSetting(db, GENERAL_SETTING)) as Partial<General> | undefined),
})
