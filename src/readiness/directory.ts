import type { UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { FileWorld } from '../programme/command-line.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { LaunchDecision } from '../programme/rules/in-force.ts'
import type { ReportWorld } from './output.ts'
import type { ReadPeople } from './people.ts'

/** Whom the clearing house calls back at a firm, by the firm's code. */
export type Contacts = ReadonlyMap<string, readonly FirmContact[]>

export interface FirmContact {
  readonly name: string
  readonly office: string
  readonly telephone: string
}

/** A directory that is asked and never changed. */
export interface Directory {
  /** Which one it is, for people; without a password. */
  readonly name: string
  /** Undefined for an unknown User ID. */
  factsOf(user: UserId, at: Instant): Promise<Facts | undefined>
  /** The recorded decisions if this file text is the live programme, else none. */
  decisionsIfLive(source: string): Promise<readonly LaunchDecision[]>
  liveDecisions(): Promise<readonly LaunchDecision[]>
  readonly readPeople: ReadPeople
  contacts(): Promise<Contacts>
  close(): Promise<void>
}

/** Everything that the verbs which ask about people touch outside the program. */
export interface AskingWorld extends FileWorld, ReportWorld {
  directory(): Promise<Directory | { readonly unreachable: string }>
}

/** Opens the directory, asks, closes it; undefined, and a complaint, where it can't be reached. */
export async function askDirectory<T>(
  world: AskingWorld,
  ask: (directory: Directory) => Promise<T>,
): Promise<T | undefined> {
  const directory = await world.directory()
  if ('unreachable' in directory) {
    world.complain(`the directory can't be reached: ${directory.unreachable}`)
    return undefined
  }
  try {
    return await ask(directory)
  } finally {
    await directory.close()
  }
}
