import type { Page } from 'playwright-core'

const SOON = { timeout: 20_000 }

/** An agent says at their desk that they are ready, by keyboard. */
export async function beReady(page: Page) {
  const presence = page.locator('.presence-button')
  await presence.waitFor(SOON)
  await presence.press('Enter')
  await page.getByRole('menuitem', { name: /^可接聽/ }).press('Enter')
  await presence.filter({ hasText: '可接聽' }).waitFor(SOON)
}
