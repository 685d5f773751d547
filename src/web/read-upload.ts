import { done, type Result, refused } from '../kernel/result.ts'
import { addField, type Fields, type FormFault } from './forms.ts'

/**
 * A form with one file, last in it (entry-parts.tsx, `UploadForm`): its fields are read, and its file is left to flow,
 * so that no file is ever held whole. RFC 7578 and RFC 2046 section 5.1.1; nested parts and other encodings are refused.
 */
export interface Upload {
  readonly fields: Fields
  /** Undefined where the form has none, or none was chosen. */
  readonly file: UploadedFile | undefined
}

export interface UploadedFile {
  /** As its person's machine calls it: shown, and used for nothing else. */
  readonly name: string
  /** To be read once. It ends at the file's end, or early. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** How the reading ended. What is not `whole` must not be used. */
  readonly ended: () => 'unread' | 'whole' | 'too-long' | 'cut'
}

/** 100,000 rows of User ID and address, and as much again. */
export const LONGEST_FILE = 16 * 1024 * 1024

const LONGEST_FIELDS = 16 * 1024
const BOUNDARY = /^multipart\/form-data;\s*boundary="?([0-9A-Za-z'()+_,./:=? -]{1,70})"?\s*$/i
const DISPOSITION = /^content-disposition:\s*form-data;\s*name="([^"]*)"(?:;\s*filename="([^"]*)")?\s*$/im

export function isUpload(request: Request): boolean {
  return /^multipart\/form-data/i.test(request.headers.get('content-type') ?? '')
}

export async function readUpload(request: Request): Promise<Result<Upload, FormFault>> {
  const boundary = BOUNDARY.exec(request.headers.get('content-type') ?? '')?.[1]
  if (boundary === undefined || request.body === null) return refused('not-a-form')
  const flow = new Flow(request.body, `\r\n--${boundary}`)
  const fields = new Map<string, string>()
  if ((await flow.upToDelimiter(2)) === undefined) return refused('malformed')
  for (let room = LONGEST_FIELDS; room > 0; ) {
    const part = await flow.head()
    if (part === 'end') return done({ fields, file: undefined })
    const [, name, fileName] = DISPOSITION.exec(part ?? '') ?? []
    if (name === undefined) return refused('malformed')
    if (fileName !== undefined)
      return done({ fields, file: fileName === '' ? undefined : fileOf(flow, fileName) })
    const value = await flow.upToDelimiter(room)
    if (value === undefined) return refused('too-long')
    if (!addField(fields, name, value.toString('utf8'))) return refused('malformed')
    room -= value.length + name.length
  }
  return refused('too-long')
}

function fileOf(flow: Flow, name: string): UploadedFile {
  let ended: ReturnType<UploadedFile['ended']> = 'unread'
  async function* chunks() {
    ended = 'cut'
    let length = 0
    for (;;) {
      const { bytes, last } = await flow.some()
      length += bytes.length
      if (length > LONGEST_FILE) {
        ended = 'too-long'
        return
      }
      if (bytes.length > 0) yield bytes
      if (last) ended = last === 'delimiter' ? 'whole' : 'cut'
      if (last) return
    }
  }
  return { name, chunks: chunks(), ended: () => ended }
}

/** The body as it arrives, cut at its delimiters. No more of it is kept than the next delimiter may begin in. */
class Flow {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #delimiter: Buffer
  // The first delimiter has no line end before it.
  #kept: Buffer = Buffer.from('\r\n')
  #over = false

  constructor(body: ReadableStream<Uint8Array>, delimiter: string) {
    this.#reader = body.getReader()
    this.#delimiter = Buffer.from(delimiter)
  }

  /** All before the next delimiter, which is passed; undefined where that is more than `most` bytes, or never comes. */
  async upToDelimiter(most: number): Promise<Buffer | undefined> {
    return this.#upTo(this.#delimiter, most)
  }

  /** The head of the part that begins after a delimiter; `end` after the last; undefined where it is neither. */
  async head(): Promise<string | 'end' | undefined> {
    while (this.#kept.length < 2 && (await this.#more()));
    if (this.#kept.subarray(0, 2).equals(Buffer.from('--'))) return 'end'
    const head = await this.#upTo(Buffer.from('\r\n\r\n'), 1024)
    return head?.toString('utf8')
  }

  /** What has come of the part, and whether it is the last of it. */
  async some(): Promise<{ readonly bytes: Buffer; readonly last: 'delimiter' | 'cut' | null }> {
    const at = this.#kept.indexOf(this.#delimiter)
    if (at >= 0) return { bytes: this.#take(at, this.#delimiter.length), last: 'delimiter' }
    const sure = Math.max(0, this.#kept.length - this.#delimiter.length + 1)
    const bytes = this.#take(sure, 0)
    return { bytes, last: (await this.#more()) ? null : 'cut' }
  }

  async #upTo(end: Buffer, most: number): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#kept.indexOf(end)
      if (at > most) return undefined
      if (at >= 0) return this.#take(at, end.length)
      if (this.#kept.length > most + end.length || !(await this.#more())) return undefined
    }
  }

  #take(length: number, andDrop: number): Buffer {
    const taken = this.#kept.subarray(0, length)
    this.#kept = this.#kept.subarray(length + andDrop)
    return taken
  }

  async #more(): Promise<boolean> {
    if (this.#over) return false
    const { value, done: over } = await this.#reader.read()
    if (value !== undefined) this.#kept = Buffer.concat([this.#kept, value])
    this.#over = over
    return !over
  }
}
