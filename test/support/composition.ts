import type { CDPSession, Page } from 'playwright-core'

/**
 * Types as an input method does: the composition is shown step by step (`ㄐ`, `ㄐㄧ`, `機`), then committed.
 * The focus must be in a field. Chromium only.
 */
export const compose = (page: Page, steps: readonly string[], commit: string): Promise<void> =>
  withKeyboard(page, async (keyboard) => {
    await showComposition(keyboard, steps)
    await keyboard.send('Input.insertText', { text: commit })
  })

/** As `compose`, but leaves the composition open. */
export const openComposition = (page: Page, steps: readonly string[]): Promise<void> =>
  withKeyboard(page, (keyboard) => showComposition(keyboard, steps))

/** Enter pressed inside an open composition: it chooses a candidate and must do nothing else. */
export const imeEnter = (page: Page): Promise<void> =>
  withKeyboard(page, async (keyboard) => {
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 }
    await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter })
  })

/** Enter as Safari delivers it: after the composition has ended, no longer marked as composing, with key code 229. */
export const safariImeEnter = (page: Page): Promise<void> =>
  page.locator(':focus').evaluate((field) => {
    const { KeyboardEvent } = field.ownerDocument.defaultView as unknown as {
      KeyboardEvent: new (type: string, init: object) => never
    }
    const init = { key: 'Enter', keyCode: 229, isComposing: false, bubbles: true, cancelable: true }
    field.dispatchEvent(new KeyboardEvent('keydown', init))
  })

/** Alt and a letter: `page.keyboard.press('Alt+c')` does not fire access keys, this does. */
export const accessKey = (page: Page, letter: string): Promise<void> =>
  withKeyboard(page, async (keyboard) => {
    const upper = letter.toUpperCase()
    const alt = 1
    const key = {
      modifiers: alt,
      key: letter,
      code: `Key${upper}`,
      windowsVirtualKeyCode: upper.charCodeAt(0),
    }
    await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
    await keyboard.send('Input.dispatchKeyEvent', {
      type: 'char',
      ...key,
      text: letter,
      unmodifiedText: letter,
    })
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  })

async function showComposition(keyboard: CDPSession, steps: readonly string[]) {
  for (const text of steps) {
    const end = text.length
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end })
  }
}

async function withKeyboard(page: Page, use: (keyboard: CDPSession) => Promise<void>): Promise<void> {
  const keyboard = await page.context().newCDPSession(page)
  try {
    await use(keyboard)
  } finally {
    await keyboard.detach()
  }
}
