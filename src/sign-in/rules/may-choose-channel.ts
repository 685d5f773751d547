interface Has {
  readonly email: string | null
  readonly channels: readonly { readonly kind: 'email' | 'app' }[]
}

/** A channel is offered once, and email only where an address is registered. */
export function mayChoose(holder: Has, kind: 'email' | 'app'): boolean {
  return (
    !holder.channels.some((channel) => channel.kind === kind) && (kind === 'app' || holder.email !== null)
  )
}
