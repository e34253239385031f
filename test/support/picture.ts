import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const PICTURES = join(import.meta.dirname, '../../docs/pictures')

/** A picture of the README, taken where a story shows it; kept only when asked for (`UPDATE_PICTURES=1`). */
export async function picture(page: Page, name: string) {
  if (process.env['UPDATE_PICTURES'] !== '1') return
  await mkdir(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}
