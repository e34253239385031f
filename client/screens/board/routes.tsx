/** The supervisor's screens. */
export const boardRoutes = [] as const
