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

/** One browser, headless. Whoever opens it closes it. Its own sandbox needs an ordinary user. */
export async function openChromium(): Promise<Browser> {
  const folder = scratchFolder('chromium')
  const browser = await chromium.launch({
    executablePath: PROGRAM,
    chromiumSandbox: process.getuid?.() !== 0,
    args: UNSEEN,
    env: { ...process.env, LD_PRELOAD: await buildLibrary('deaf-to-network', folder) },
  })
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }))
  return browser
}
