/** The screens of the administration. */
export const adminRoutes = [] as const
