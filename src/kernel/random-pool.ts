/**
 * Random bytes out of a pool that is filled when it has run out: the system's generator costs the same for sixteen bytes
 * as for a kilobyte. What is handed out is wiped from the pool, so that no byte is seen twice, nor found there later.
 */
export function randomPool(size: number, fill: (bytes: Uint8Array) => void): (length: number) => Uint8Array {
  const pool = new Uint8Array(size)
  let taken = size
  return (length) => {
    if (length > size) {
      const bytes = new Uint8Array(length)
      fill(bytes)
      return bytes
    }
    if (taken + length > size) {
      fill(pool)
      taken = 0
    }
    const bytes = pool.slice(taken, taken + length)
    pool.fill(0, taken, taken + length)
    taken += length
    return bytes
  }
}
