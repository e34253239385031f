import { api } from '../../platform/api.ts'
import type { LiveSocket } from '../../platform/live.ts'
import type { SimulatedLine } from '../../platform/phone/simulated-phone.ts'

/** The simulated telephone as this server offers it. */
export const simulatedLine = (socket: LiveSocket): SimulatedLine => ({
  keep: () => api('PUT /demonstration/telephone/phone', { body: {} }),
  look: () => api('GET /demonstration/telephone/phone'),
  act: (body) => api('POST /demonstration/telephone/phone/actions', { body }),
  leave: () => api('DELETE /demonstration/telephone/phone'),
  onChange(told) {
    socket.on('demo.phone-changed', told)
    return () => void socket.off('demo.phone-changed', told)
  },
})
