import { chownSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join, normalize } from 'node:path'
import type { Owner } from './find-launcher.ts'

/** POSIX.1-1988 ustar, as PostgreSQL writes a base backup: headers and contents in blocks of 512 bytes. */
const BLOCK = 512

interface Member {
  readonly file: number
  left: number
  /** What fills its last block. */
  padding: number
}

/**
 * Unpacks an archive as it comes in, at whatever places it is cut. It writes at once, not in turns: what comes in is small
 * pieces, and a queue of them would have to hold the sender back.
 */
export class Unpacking {
  readonly #folder: string
  readonly #owner: Owner | undefined
  #header = Buffer.alloc(0)
  #member: Member | undefined
  readonly #files: string[] = []

  /** `owner`: whom files and folders are given to, where that is not who runs us. */
  constructor(folder: string, owner?: Owner) {
    this.#folder = folder
    this.#owner = owner
  }

  /** What has come in whole. */
  get files(): readonly string[] {
    return this.#files
  }

  take(piece: Buffer): void {
    let rest = piece
    while (rest.length > 0) {
      rest = this.#member === undefined ? this.#takeHeader(rest) : this.#takeContent(this.#member, rest)
    }
  }

  /** Ends in the middle of a file, if a connection was cut. */
  end(): void {
    if (this.#member !== undefined) closeSync(this.#member.file)
    this.#member = undefined
  }

  #takeHeader(piece: Buffer): Buffer {
    const lacks = BLOCK - this.#header.length
    this.#header = Buffer.concat([this.#header, piece.subarray(0, lacks)])
    if (this.#header.length === BLOCK) {
      const header = this.#header
      this.#header = Buffer.alloc(0)
      // Two empty blocks are the archive's end.
      if (header[0] !== 0) this.#begin(header)
    }
    return piece.subarray(lacks)
  }

  #begin(header: Buffer): void {
    const name = textAt(header, 0, 100)
    const path = join(this.#folder, name)
    if (!path.startsWith(normalize(`${this.#folder}/`)))
      throw new Error(`the copy leads out of its folder: ${name}`)
    const kind = textAt(header, 156, 1)
    if (kind === '5') {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      this.#give(path)
    } else if (kind === '0' || kind === '') {
      const size = sizeIn(header)
      this.#member = { file: openSync(path, 'w', 0o600), left: size, padding: -size & (BLOCK - 1) }
      this.#files.push(path)
      this.#give(path)
      this.#closeWhole(this.#member)
    } else {
      throw new Error(`${name} is a link: tablespaces outside the data folder can't be copied`)
    }
  }

  #takeContent(member: Member, piece: Buffer): Buffer {
    const content = piece.subarray(0, member.left)
    for (let at = 0; at < content.length; ) at += writeSync(member.file, content, at)
    member.left -= content.length
    const beyond = piece.subarray(content.length)
    const filling = Math.min(member.padding, beyond.length)
    member.padding -= filling
    this.#closeWhole(member)
    return beyond.subarray(filling)
  }

  #closeWhole(member: Member): void {
    if (member.left === 0 && member.padding === 0) this.end()
  }

  #give(path: string): void {
    if (this.#owner !== undefined) chownSync(path, this.#owner.uid, this.#owner.gid)
  }
}

function textAt(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** Octal digits, or past 8 GB a binary number marked by the first bit. */
function sizeIn(header: Buffer): number {
  const field = header.subarray(124, 136)
  if ((field[0] ?? 0) < 0x80) return Number.parseInt(textAt(field, 0, 12).trim() || '0', 8)
  return Number(field.readBigUInt64BE(4))
}
