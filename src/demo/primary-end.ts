export type PrimaryEnd = 'alone' | 'beside a standby'

/** Settles once the server has ended though nobody stops the demo; never where it ends because somebody does. */
export function primaryEnd(
  ended: Promise<unknown>,
  streams: Promise<unknown>,
  isStopping: () => boolean,
): Promise<PrimaryEnd> {
  const { promise, resolve } = Promise.withResolvers<PrimaryEnd>()
  let standsBy = false
  const note = () => {
    standsBy = true
  }
  streams.then(note, () => undefined)
  void ended.then(() => {
    if (!isStopping()) resolve(standsBy ? 'beside a standby' : 'alone')
  })
  return promise
}
