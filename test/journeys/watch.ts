import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core'

/** The person went on before it had come. */
const LEFT_BEHIND = 'net::ERR_ABORTED'
/** The card was pulled, and the browser tried the key it remembered. */
const CARD_GONE = 'net::ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED'

/**
 * Listens to every page of a browser and keeps what should never happen: an error on the console (a policy violation is
 * one), an exception, a request to another place than the site's origins, a request that failed. That a page itself came with a
 * 4xx or 5xx is no fault here: the journey says which it expects.
 */
export function watch(context: BrowserContext, origins: readonly string[]): string[] {
  const faults: string[] = []
  const refusedPages = new Set<string>()
  context.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.status() >= 400) refusedPages.add(response.url())
  })
  context.on('request', (request) => {
    if (!origins.includes(new URL(request.url()).origin)) faults.push(`asked ${request.url()}`)
  })
  context.on('requestfailed', (request) => {
    const error = request.failure()?.errorText
    if (error !== LEFT_BEHIND && error !== CARD_GONE) faults.push(`${error} at ${request.url()}`)
  })
  const heed = (message: ConsoleMessage) => {
    const aboutPage =
      message.text().startsWith('Failed to load resource') && refusedPages.has(message.location().url)
    if (message.type() === 'error' && !aboutPage) faults.push(`console: ${message.text()}`)
  }
  const listen = (page: Page) => {
    page.on('console', heed)
    page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
  }
  for (const page of context.pages()) listen(page)
  context.on('page', listen)
  return faults
}
