/**
 * Where the bytes of reports lie can't be used just now: it is away, refuses us or is full. Nothing of what was asked for
 * is kept, and trying again is safe.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
  readonly isFull: boolean

  constructor(reason: string, options: { readonly isFull?: boolean; readonly cause?: unknown } = {}) {
    super(reason, { cause: options.cause })
    this.isFull = options.isFull ?? false
  }
}
