import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_FILE, readUpload, type UploadedFile } from './read-upload.ts'

const BOUNDARY = '----SallyportBoundary'
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`

const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const fileHead = (name = 'users.csv') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`
const END = `\r\n--${BOUNDARY}--\r\n`

/** A request whose body arrives in pieces of these sizes, again and again. */
function arriving(body: Buffer, sizes: readonly number[] = [64 * 1024], type = TYPE): Request {
  async function* pieces() {
    for (let at = 0, turn = 0; at < body.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1
      yield body.subarray(at, at + size)
      at += size
    }
  }
  return new Request('https://terminal.test/upload', {
    method: 'POST',
    headers: { 'content-type': type },
    body: ReadableStream.from(pieces()),
    duplex: 'half',
  } as RequestInit)
}

async function wholeOf(file: UploadedFile | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of file?.chunks ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('a form with a file', () => {
  it('is read as it was sent, however its bytes arrive, and whatever the file holds', async () => {
    const lookAlike = fc.constantFrom(
      '\r\n',
      '--',
      `--${BOUNDARY.slice(0, -1)}`,
      `\r\n--${BOUNDARY.slice(0, 9)}`,
      '\r',
    )
    const contents = fc
      .array(
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          lookAlike.map((text) => Buffer.from(text)),
        ),
      )
      .map((parts) => Buffer.concat(parts))
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(contents, sizes, async (sent, each) => {
        const head = Buffer.from(field('form_token', 'abc') + field('remark', '備註') + fileHead())
        const read = await readUpload(arriving(Buffer.concat([head, sent, Buffer.from(END)]), each))
        if (!read.ok) throw new Error(read.refusal)
        expect([...read.value.fields]).toEqual([
          ['form_token', 'abc'],
          ['remark', '備註'],
        ])
        expect(await wholeOf(read.value.file)).toEqual(sent)
        expect([read.value.file?.name, read.value.file?.ended()]).toEqual(['users.csv', 'whole'])
      }),
      { numRuns: 200 },
    )
  })

  it('says that a file was cut off, or was too long, so that no part of one is taken for all of it', async () => {
    const head = field('form_token', 'abc') + fileHead()
    const cut = await readUpload(arriving(Buffer.from(`${head}USER01,a@b.example\r\nUSER0`)))
    const long = await readUpload(arriving(Buffer.from(head + 'x'.repeat(LONGEST_FILE + 1) + END)))
    for (const [read, ended] of [
      [cut, 'cut'],
      [long, 'too-long'],
    ] as const) {
      if (!read.ok) throw new Error(read.refusal)
      expect(read.value.file?.ended()).toBe('unread')
      expect((await wholeOf(read.value.file)).length).toBeLessThanOrEqual(LONGEST_FILE)
      expect(read.value.file?.ended()).toBe(ended)
    }
  })

  it('has no file where none was chosen', async () => {
    for (const body of [field('a', 'b') + fileHead('') + END, `${field('a', 'b')}--${BOUNDARY}--\r\n`]) {
      const read = await readUpload(arriving(Buffer.from(body)))
      expect(read).toEqual({ ok: true, value: { fields: new Map([['a', 'b']]), file: undefined } })
    }
  })

  it.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    ['that is another thing', 'application/json', '{}'],
  ])('%s is none', async (_, type, body) => {
    expect(await readUpload(arriving(Buffer.from(body), [9], type))).toEqual({
      ok: false,
      refusal: 'not-a-form',
    })
  })

  it.each([
    ['a name twice', field('a', '1') + field('a', '2') + END, 'malformed'],
    ['a part without a name', `--${BOUNDARY}\r\nContent-Type: text/plain\r\n\r\nx${END}`, 'malformed'],
    ['something before its first part', `hello${field('a', '1')}${END}`, 'malformed'],
    ['a control character', field('a', '\u0007') + END, 'malformed'],
    [
      'a field without an end',
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx`,
      'too-long',
    ],
    ['a field beyond all measure', field('a', 'x'.repeat(20_000)) + END, 'too-long'],
  ])('with %s is refused', async (_, body, refusal) => {
    expect(await readUpload(arriving(Buffer.from(body), [7]))).toEqual({ ok: false, refusal })
  })
})
