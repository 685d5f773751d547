/** argon2id as cheap as it goes: a test proves who is let in, not how long a hash takes. */
export const CHEAP_HASHING = {
  parameters: { memoryKiB: 8, passes: 1, lanes: 1 },
  forTestsOnly: true,
} as const
