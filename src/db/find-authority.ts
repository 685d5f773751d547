import type { Authority, ServerView } from './authority.ts'
import { type Eye, openEye } from './look-at-server.ts'
import { type Choice, chooseAuthority } from './rules/choose-authority.ts'

/** The database in use: one of those named, in one term. */
export interface Followed {
  readonly url: string
  readonly authority: Authority
}

/** The databases a program may be told of: one a site, or one address that moves. */
export type DatabaseUrls = readonly [string, ...string[]]

/** For a command, which does its work and ends. Rejects with a sentence for the engineer where none can be used. */
export async function findAuthority(urls: DatabaseUrls): Promise<Followed> {
  const eyes = urls.map((url) => openEye(url))
  const { found } = await lookFirst(eyes)
  await Promise.all(eyes.map((eye) => eye.close()))
  if (found.choice !== 'follow') throw new Error(found.reason)
  return { url: urls[found.server] ?? '', authority: found.authority }
}

/** What one server says, writable or not. */
export async function viewServer(url: string): Promise<ServerView> {
  const eye = openEye(url)
  return eye.look().finally(() => eye.close())
}

/** A look at a server that is silent takes a second. */
const FIRST_LOOKS = 8

/**
 * For who begins, and would end where nothing is found: a server that refuses has answered, but one that is silent may only be busy, as on
 * the morning when a node that fell is started again.
 */
export async function lookFirst(eyes: readonly Eye[], lastStep?: number): Promise<Looked> {
  for (let looks = 1; ; looks++) {
    const looked = await lookOnce(eyes, null, lastStep)
    const silent = looked.views.some((view) => view.state === 'lost' && SILENT.test(view.reason))
    if (looked.found.choice !== 'stay' || !silent || looks === FIRST_LOOKS) return looked
  }
}

/** As pg says it. */
const SILENT = /timeout/i

/** `known`: what was followed last. */
export async function lookOnce(
  eyes: readonly Eye[],
  known: Authority | null,
  lastStep?: number,
): Promise<Looked> {
  const views = await Promise.all(eyes.map((eye) => eye.look()))
  return { views, found: chooseAuthority(views, known, lastStep) }
}

export interface Looked {
  readonly views: readonly ServerView[]
  readonly found: Choice
}
