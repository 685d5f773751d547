export interface Randomness {
  bytes(length: number): Uint8Array
  uuid(): string
  /** Uniform in 0 … below-1. */
  integer(below: number): number
}
