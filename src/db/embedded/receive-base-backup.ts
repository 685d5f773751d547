import { withClient } from '../with-client.ts'

/** The end of the log that came with a copy: where it is consistent, and by whose count. */
export interface CopiedAt {
  readonly position: string
  readonly timeline: number
}

/** What of pg's own connection is used and not in its types. */
interface Wire {
  readonly stream: { destroy(): void }
  query(text: string): void
}

/**
 * PostgreSQL's own online copy (BASE_BACKUP of the replication protocol), from a primary or a standby, with the log it takes
 * to make it consistent. pg_basebackup asks for the same; npm's build comes without it, and two ways to copy would
 * have to be proven twice.
 *
 * `unpack` gets the archive in pieces and must be done with each when it returns.
 */
export function receiveBaseBackup(
  replicationUrl: string,
  unpack: (piece: Buffer) => void,
): Promise<CopiedAt> {
  const address = new URL(replicationUrl)
  address.searchParams.set('replication', 'true')
  return withClient(
    address.href,
    (client) =>
      new Promise((resolve, reject) => {
        client.query(new BaseBackup(unpack, resolve, reject))
      }),
  )
}

class BaseBackup {
  readonly #unpack: (piece: Buffer) => void
  readonly #copied: (at: CopiedAt) => void
  readonly #failed: (fault: unknown) => void
  #wire: Wire | undefined
  /** Start, tablespaces, end: the last row counts. */
  #row: readonly (string | null)[] = []

  constructor(
    unpack: (piece: Buffer) => void,
    copied: (at: CopiedAt) => void,
    failed: (fault: unknown) => void,
  ) {
    this.#unpack = unpack
    this.#copied = copied
    this.#failed = failed
  }

  submit(wire: unknown): void {
    this.#wire = wire as Wire
    this.#wire.query("BASE_BACKUP (LABEL 'sallyport', CHECKPOINT 'fast', WAL, MANIFEST 'no')")
  }

  handleRowDescription(): void {}

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#row = fields
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // `d`: of the archive. `n` and `p` name it and say how far it is.
    if (chunk[0] !== 0x64) return
    try {
      this.#unpack(chunk.subarray(1))
    } catch (fault) {
      this.#failed(fault)
      this.#wire?.stream.destroy()
    }
  }

  handleCommandComplete(): void {}

  handleError(fault: unknown): void {
    this.#failed(fault)
  }

  /** After an error too: then it has failed already. */
  handleReadyForQuery(): void {
    const [position, timeline] = this.#row
    this.#copied({ position: position ?? '', timeline: Number(timeline) })
  }
}
