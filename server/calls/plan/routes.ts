import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { callSettingsApi } from './api.ts'
import { changeGeneral, changeLine, changeMenu, changeVoiceQueue, removeLine } from './change-settings.ts'
import { addAnnouncement, changeWrapUpCodes, removeAnnouncement } from './change-words.ts'
import { promptSoundRoutes } from './prompt-sounds.ts'
import { readCallSettings } from './read-settings.ts'

/** Lines, menu, queues, announcements and the rest by which the telephone goes. */
export const callSettingsRoutes =
  (deps: Pick<Deps, 'db' | 'now' | 'files' | 'secrets'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(settingsRoutes(deps))
    await app.register(promptSoundRoutes(deps))
  }

const settingsRoutes = (deps: Pick<Deps, 'db' | 'now'>) =>
  routes(callSettingsApi, {
    'GET /call-settings': () => readCallSettings(deps),
    'PUT /call-settings/general': ({ actor, from, body }) =>
      changeGeneral(deps, { actor, address: from.address }, body),
    'PUT /call-settings/lines/:line': ({ actor, from, params, body }) =>
      changeLine(deps, { actor, address: from.address }, params.line, body),
    'DELETE /call-settings/lines/:line': ({ actor, from, params }) =>
      removeLine(deps, { actor, address: from.address }, params.line),
    'PUT /call-settings/menu': ({ actor, from, body }) =>
      changeMenu(deps, { actor, address: from.address }, body),
    'PUT /call-settings/queues/:queueId': ({ actor, from, params, body }) =>
      changeVoiceQueue(deps, { actor, address: from.address }, params.queueId, body),
    'PUT /call-settings/wrap-up-codes': ({ actor, from, body }) =>
      changeWrapUpCodes(deps, { actor, address: from.address }, body),
    'POST /call-settings/announcements': ({ actor, from, body }) =>
      addAnnouncement(deps, { actor, address: from.address }, body),
    'DELETE /call-settings/announcements/:announcementId': ({ actor, from, params }) =>
      removeAnnouncement(deps, { actor, address: from.address }, params.announcementId),
  })
