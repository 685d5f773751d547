import { type Browser, chromium } from 'playwright-core'

/** Debian's (test/install puts it there); playwright-core brings none of its own. */
const PROGRAM = '/usr/bin/chromium'

/** One browser, headless. Whoever opens it closes it. Its own sandbox needs an ordinary user. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM, chromiumSandbox: process.getuid?.() !== 0 })
}
