import { rmSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { buildLibrary } from './build-library.ts'
import { scratchFolder } from './scratch-folder.ts'

/**
 * Debian's (test/install puts it there); playwright-core brings none of its own. Chromium's own engine without the
 * browser window that `chromium --headless` still draws: a page is there in 40 % of the time.
 */
const PROGRAM = '/usr/bin/chromium-headless-shell'

/** What is drawn is never looked at by an eye: no process for a graphics card that is not there, and one thread to draw. */
export const UNSEEN = ['--in-process-gpu', '--num-raster-threads=1']

/**
 * Nor is it drawn at all: a page is laid out whenever it is asked for what it looks like, and its frames are begun by whoever
 * wants one (`Terminal.draw`). Of a page that is opened and filled in, drawing it was a third of the work.
 */
const UNDRAWN = ['--enable-begin-frame-control', '--run-all-compositor-stages-before-draw']

/** One browser, headless. Whoever opens it closes it. Its own sandbox needs an ordinary user. */
export async function openChromium(): Promise<Browser> {
  const folder = scratchFolder('chromium')
  const browser = await chromium.launch({
    executablePath: PROGRAM,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...UNSEEN, ...UNDRAWN],
    env: { ...process.env, LD_PRELOAD: await buildLibrary('deaf-to-network', folder) },
  })
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }))
  return browser
}
