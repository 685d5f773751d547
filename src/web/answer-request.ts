import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'
import type { WebEnv } from './env.ts'
import { BARE_HEADERS } from './headers.ts'

export type Pages = Pick<Hono<WebEnv>, 'fetch'>

/**
 * What stands in front of the pages, on Node's own request and answer: true where it has answered or will. Making a
 * Request and a Response of them would cost the session check a third more.
 */
export type Front = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

/** How each request is answered, whatever the server it came to. */
export function answering(app: Pages, front: Front = () => false): RequestListener {
  const answerPage = getRequestListener((request, env) => app.fetch(request, env as WebEnv['Bindings']), {
    errorHandler: (error) =>
      new Response(null, {
        status: error instanceof RequestError ? 400 : 500,
        headers: Object.fromEntries(BARE_HEADERS),
      }),
  })
  return (incoming, outgoing) => {
    // It rejects nothing: what fails in it is answered by its errorHandler.
    if (!front(incoming, outgoing)) void answerPage(incoming, outgoing)
  }
}
