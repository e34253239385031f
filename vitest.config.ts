import { defineConfig } from 'vitest/config'

const services = { globalSetup: ['test/support/services.ts'] }

export default defineConfig({
  test: {
    // Two cores; and with more, PostgreSQL and Chromium want theirs.
    maxWorkers: 2,
    unstubGlobals: true,
    unstubEnvs: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          isolate: false,
        },
      },
      {
        test: {
          ...services,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          isolate: false,
          hookTimeout: 30_000,
          testTimeout: 15_000,
        },
      },
      {
        test: {
          ...services,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
