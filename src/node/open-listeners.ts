import type { CardListening } from '../config/card-listening.ts'
import type { Config } from '../config/read-config.ts'
import { orSay } from '../kernel/or-say.ts'
import type { Front, Pages } from '../web/answer-request.ts'
import { knownHosts } from '../web/known-host.ts'
import { type Listener, type ListenOptions, listen } from '../web/listen.ts'

/** Where a node is reached, by who reaches it. */
export interface OpenListeners {
  readonly pages: Listener
  readonly cards: Listener | undefined
  readonly proxies: Listener | undefined
}

export interface AskedListeners extends Pick<Config, 'listen' | 'proxies' | 'tls'> {
  readonly cards: Pick<CardListening, 'listen' | 'origin'> | undefined
}

interface Served {
  readonly app: Pages
  readonly front: Front
  readonly cardApp: Pages | null
}

/** Each as soon as it is open is in `opened`, whatever becomes of the next. */
export async function openListeners(
  { listen: at, cards: askedCards, proxies, tls }: AskedListeners,
  { app, front, cardApp }: Served,
  cards: Required<Pick<ListenOptions, 'tls'>> | undefined,
  opened: (listener: Listener) => void,
): Promise<OpenListeners> {
  const open = async (
    setting: string,
    { host, port }: Config['listen'],
    what: Pick<ListenOptions, 'app' | 'front' | 'tls' | 'proxies'>,
  ) => {
    const listener = await orSay(
      `${setting}: can't listen on ${host} port ${port}`,
      listen({ ...what, host, port, ...tls }),
    )
    opened(listener)
    return listener
  }
  const pages = await open('SALLYPORT_LISTEN', at, { app, front })
  const asking =
    askedCards?.listen && cards && cardApp
      ? await open('SALLYPORT_CARD_LISTEN', askedCards.listen, { app: cardApp, tls: cards.tls })
      : undefined
  const behind = askedCards && cardApp ? byName(app, cardApp, askedCards.origin) : app
  return {
    pages,
    cards: asking,
    proxies:
      proxies && (await open('SALLYPORT_PROXY_LISTEN', proxies.listen, { app: behind, front, proxies })),
  }
}

/** A proxy brings both names to one listener; what is neither, the pages refuse. */
function byName(app: Pages, cardApp: Pages, cardOrigin: string): Pages {
  const isCards = knownHosts([cardOrigin])
  return {
    fetch: (request, ...rest) =>
      (isCards(request.headers.get('host') ?? '') === undefined ? app : cardApp).fetch(request, ...rest),
  }
}
