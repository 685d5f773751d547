/** Why the embedded server can't start, in words for whoever starts the program: what is wrong and what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError'
}
