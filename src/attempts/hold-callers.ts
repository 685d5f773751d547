/** Holds a caller of a key for a while; false at once where so many of that key are held already. */
export type Hold = (key: string, milliseconds: number) => Promise<boolean>

/** A caller that is held has no connection, no lock and no place in the hashing queue: only its request is kept. */
export function holdCallers(pause: (milliseconds: number) => Promise<void>, most: number): Hold {
  const held = new Map<string, number>()
  const count = (key: string, by: 1 | -1) => {
    const now = (held.get(key) ?? 0) + by
    if (now === 0) held.delete(key)
    else held.set(key, now)
  }
  return async (key, milliseconds) => {
    if (milliseconds === 0) return true
    if ((held.get(key) ?? 0) >= most) return false
    count(key, 1)
    await pause(milliseconds).finally(() => count(key, -1))
    return true
  }
}
